import django.db.models.deletion
import goodcatch.files.models
import goodcatch.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('name', models.CharField(default=goodcatch.files.models.random_name, editable=False, max_length=32, unique=True)),
                ('owner', models.CharField(db_index=True, help_text='the thing it belongs to, as kind:id', max_length=80)),
                ('day', models.DateField()),
                ('original_of', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('chunks', models.PositiveIntegerField()),
                ('padded_length', models.PositiveBigIntegerField()),
                ('header', models.BinaryField(max_length=24)),
                ('sealed_key', models.BinaryField(max_length=80)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='FileChunk',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('number', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='files_chunk_number_once')],
                'indexes': [],
            },
        ),
    ]
