from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "goodcatch.vault"
    label = "vault"
