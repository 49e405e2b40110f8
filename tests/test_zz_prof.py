import pytest, time
from tests import laid


@pytest.mark.django_db
@pytest.mark.parametrize("n", range(5))
def test_empty(n):
    from tests.cast import gather, FOUNDED
    from goodcatch.kernel import clock

    def told():
        with clock.moved_to(FOUNDED):
            return gather()

    t = time.perf_counter()
    laid.anything_stands()
    print("stands", time.perf_counter() - t)
    t = time.perf_counter()
    c = laid.begin("cast", told)
    print("begin", time.perf_counter() - t, c.handler, c.units.northfield, len(laid._kept["cast"].given))
    t = time.perf_counter()
    laid.pickle.loads(laid._kept["cast"].given)
    print("pickle", time.perf_counter() - t)
