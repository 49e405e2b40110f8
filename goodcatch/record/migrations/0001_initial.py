import django.db.models.deletion
import goodcatch.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField(null=True, unique=True)),
                ('verb', models.CharField(max_length=64)),
                ('actor_kind', models.CharField(max_length=16)),
                ('actor_id', models.CharField(blank=True, max_length=32)),
                ('thing_kind', models.CharField(max_length=24)),
                ('thing_id', models.CharField(blank=True, max_length=32)),
                ('within_kind', models.CharField(blank=True, max_length=24)),
                ('within_id', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField()),
                ('salt', models.BinaryField(max_length=16, null=True)),
                ('commitment', models.BinaryField(max_length=32)),
                ('nonce', models.CharField(max_length=48, null=True, unique=True)),
                ('sealed', models.BinaryField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['thing_kind', 'thing_id'], name='record_entry_thing'), models.Index(fields=['within_kind', 'within_id'], name='record_entry_within'), models.Index(condition=models.Q(('position__isnull', True)), fields=['id'], name='record_entry_unnumbered')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PoolEntry',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('verb', models.CharField(max_length=64)),
                ('thing_kind', models.CharField(max_length=24)),
                ('thing_id', models.CharField(max_length=32)),
                ('within_kind', models.CharField(blank=True, max_length=24)),
                ('within_id', models.CharField(blank=True, max_length=32)),
                ('commitment', models.BinaryField(max_length=32)),
                ('day', models.DateField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(unique=True)),
                ('first', models.BigIntegerField()),
                ('last', models.BigIntegerField()),
                ('day', models.DateField()),
                ('previous', models.BinaryField(max_length=32)),
                ('digests', models.BinaryField()),
                ('hash', models.BinaryField(max_length=32)),
                ('signature', models.BinaryField(max_length=64)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Ledger',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('position', models.BigIntegerField(default=0)),
                ('head', models.BigIntegerField(default=0)),
                ('head_hash', models.BinaryField(default=b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00', max_length=32)),
                ('closed_through', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='record_ledger_one')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FeedCursor',
            fields=[
                ('reader', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('position', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='EntryHearer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.entry')),
                ('person', models.CharField(max_length=32)),
                ('reason', models.CharField(max_length=24)),
                ('urgency', models.CharField(choices=[('at_once', 'at once'), ('digest', 'with the digest')], default='digest', max_length=8)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'person'), name='record_hearer_once')],
                'indexes': [],
            },
        ),
    ]
