import django.db.models.deletion
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('purpose', models.CharField(choices=[('reader', 'reading sealed reports'), ('custodian', 'opening identities, together with a second custodian')], max_length=12)),
                ('box_public', models.BinaryField(max_length=32)),
                ('sign_public', models.BinaryField(max_length=32)),
                ('sealed_private', models.BinaryField()),
                ('salt', models.BinaryField(max_length=16)),
                ('memory_kib', models.PositiveIntegerField()),
                ('passes', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('used_on', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person',), name='vault_key_one_living')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SignedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('content', models.TextField()),
                ('signatures', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'number'), name='vault_list_number_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('thing', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=16)),
                ('number', models.PositiveIntegerField(default=0)),
                ('side', models.CharField(choices=[('reporter', 'the reporter'), ('readers', 'the readers'), ('notes', 'a note of the readers')], max_length=8)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('thing', 'kind', 'number'), name='vault_envelope_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='KeyBlob',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('thing', models.CharField(max_length=40)),
                ('holder', models.CharField(max_length=32)),
                ('key', models.CharField(blank=True, max_length=8)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('thing', 'holder'), name='vault_blob_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ShredKey',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('thing', models.CharField(max_length=40, unique=True)),
                ('scope', models.CharField(db_index=True, max_length=40)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='IdentityBox',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('thing', models.CharField(max_length=40)),
                ('first', models.CharField(max_length=32)),
                ('second', models.CharField(max_length=32)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('thing', 'first', 'second'), name='vault_identity_pair_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='IdentityOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('thing', models.CharField(db_index=True, max_length=40)),
                ('scope', models.CharField(max_length=40)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('asked_of', models.JSONField(default=list)),
                ('reasons', models.JSONField(default=dict)),
                ('first_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_at', models.DateTimeField(null=True)),
                ('halves', models.JSONField(default=dict)),
                ('second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_at', models.DateTimeField(null=True)),
                ('shown_until', models.DateTimeField(null=True)),
                ('sealed_key', models.BinaryField(null=True)),
                ('refused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('refused_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('second_by__isnull', True), models.Q(('second_by', models.F('first_by')), _negated=True), _connector='OR'), name='vault_opening_two_people')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Rehearsal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('scope', models.CharField(db_index=True, max_length=40)),
                ('recovery', models.BinaryField(max_length=32)),
                ('answer_hash', models.BinaryField(max_length=32)),
                ('riddle', models.BinaryField()),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.CharField(max_length=40)),
                ('what', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('said', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('thing', 'what', 'day'), name='vault_refusal_once_a_day')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Unlocked',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.key')),
                ('sealed', models.BinaryField()),
                ('last_seen', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Resealing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('scope', models.CharField(max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.key')),
                ('position', models.BigIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'key'), name='vault_resealing_once')],
                'indexes': [],
            },
        ),
    ]
