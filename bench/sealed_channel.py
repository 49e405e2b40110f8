"""Open a sealed channel in the house of this process's environment, for measuring: `python -m bench.sealed_channel`."""

import os

import django

SLUG = "sealed"


def main() -> None:
    """Let two people read it; the demo has its custodians, and signing and rehearsing are not measured."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from demo.cast import SETUP  # noqa: PLC0415  # models, once Django is set up
    from goodcatch.people.models import Person, Unit  # noqa: PLC0415
    from goodcatch.reports import services  # noqa: PLC0415
    from goodcatch.reports.models import Channel  # noqa: PLC0415
    from tests.keyholders import found_readers, holder  # noqa: PLC0415

    def person(name: str) -> Person:
        return Person.objects.get(name=name)

    unit = Unit.objects.get(parent=None)
    channel = services.open_channel(by=SETUP, unit=unit, name="Sealed", slug=SLUG)
    Channel.objects.filter(pk=channel.pk).update(sealed=True)
    found_readers(channel.ref, *(holder(person(name)).ring for name in ("Maya Lindqvist", "Tomás Reyes")))


if __name__ == "__main__":
    main()
