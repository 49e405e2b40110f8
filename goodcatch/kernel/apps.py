from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "goodcatch.kernel"
    label = "kernel"
