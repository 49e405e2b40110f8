"""What a test's browser keeps of the pages it is given: the context that a view made its page of.

Django has it keep a copy of the context of each template that a page is put together from, some twenty for a page,
one within the other. No test asks for one of the inner ones, which say nothing of what a visitor gets.
"""

from django.template import Context, Template
from django.test import signals, utils
from django.utils.safestring import SafeString


def _rendered(self: Template, context: Context) -> SafeString:
    if context.template is self:
        signals.template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)


utils.instrumented_test_render = _rendered  # type: ignore[attr-defined]  # left out of the stubs
