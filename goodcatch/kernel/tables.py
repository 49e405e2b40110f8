"""The tables of a house that does not exist yet, drawn at once from the models.

Migrations draw the state of all models again for each step, which was most of a first start. Where no table stands
there is nothing to migrate, and the models say the same: a test holds the two ways against each other. All of it is
one transaction, so that whatever cuts it off leaves an empty database.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BigAutoField, Model

_BEYOND_MODELS = (RunPython, RunSQL, SeparateDatabaseAndState)
_TURN = 6_710_886_413_051
"""Two machines that begin at the same empty PostgreSQL take turns by this number, which means nothing else."""


def build(connection: BaseDatabaseWrapper, loader: MigrationLoader) -> bool:
    """Build every table where none stands, note all migrations as applied, and tell whether that was done.

    It was not where any table or view stands, or where a migration of the house does what no model tells: then they
    are to be migrated.
    """
    if loader.applied_migrations or not told_by_models(loader):
        return False
    # SQLite can neither draw tables while it looks at foreign keys, nor stop looking inside a transaction.
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        _take_turn(connection)
        with connection.cursor() as cursor:
            if connection.introspection.table_names(cursor, include_views=True):
                return False
        _draw(connection)
        _note(connection, loader)
        tell(connection)
    return True


def is_up_to_date(loader: MigrationLoader) -> bool:
    """Tell whether every migration was applied, and nothing else."""
    return set(loader.applied_migrations) == set(loader.disk_migrations) and not loader.detect_conflicts()


def tell(connection: BaseDatabaseWrapper) -> None:
    """Let the libraries write what they keep about the models: their kinds and permissions."""
    emit_pre_migrate_signal(0, False, connection.alias, apps=apps, plan=[])
    emit_post_migrate_signal(0, False, connection.alias, apps=apps, plan=[])


def told_by_models(loader: MigrationLoader) -> bool:
    """Tell whether models say all that the house's own migrations do to a house without rows.

    What libraries run mends rows of earlier versions. Of the house's own, an elidable step does the same.
    """
    own = [each for each in loader.disk_migrations.values() if _is_ours(each)]
    return all(step.elidable for each in own for step in each.operations if isinstance(step, _BEYOND_MODELS))


def _is_ours(migration: Migration) -> bool:
    return apps.get_app_config(migration.app_label).name.startswith("goodcatch.")


def _take_turn(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor == "postgresql":  # SQLite's transaction has taken its turn by beginning
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def _draw(connection: BaseDatabaseWrapper) -> None:
    """Create each model's table; what points from one to another is drawn when all stand."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):  # noqa: SLF001  # Django's own word for it
                editor.create_model(model)
        for model in apps.get_models(include_auto_created=True):
            _number_as_migrations_do(editor, model)


def _number_as_migrations_do(editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
    """Give a table that stands between two models the house's kind of number.

    Migrations do, also where the library whose models they are says otherwise of its own.
    """
    number = model._meta.pk  # noqa: SLF001
    if model._meta.auto_created and not isinstance(number, BigAutoField):  # noqa: SLF001
        wider = BigAutoField(primary_key=True)
        wider.model = model
        wider.set_attributes_from_name(number.name)
        editor.alter_field(model, number, wider)


def _note(connection: BaseDatabaseWrapper, loader: MigrationLoader) -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    rows = [recorder.Migration(app=app, name=name) for app, name in loader.disk_migrations]
    recorder.migration_qs.bulk_create(rows)
