import django.db.models.deletion
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
        ('reviews', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('name', models.CharField(max_length=400)),
                ('last_name', models.CharField(db_index=True, max_length=400)),
                ('title', models.CharField(db_index=True, max_length=200)),
                ('location', models.CharField(db_index=True, max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('imported_at', models.DateTimeField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SourceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.source')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=400)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('body', models.BinaryField()),
                ('reader', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='exchange_version_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ImportedPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.source')),
                ('key', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=16)),
                ('target', models.CharField(choices=[('case', 'title and summary'), ('timeline_entry', 'entry of the timeline'), ('factor', 'contributing factor'), ('finding', 'finding'), ('action', 'action')], max_length=14)),
                ('target_id', models.CharField(max_length=8)),
                ('digest', models.CharField(max_length=64)),
                ('said', models.CharField(max_length=64)),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('gone_at__isnull', True)), fields=('source', 'key'), name='exchange_part_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ProposedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.source')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.importedpart')),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('removal', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('taken', 'taken over'), ('declined', 'not taken over'), ('overtaken', 'overtaken by a later version of the source')], max_length=9)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('part',), name='exchange_one_change_waits')],
                'indexes': [],
            },
        ),
    ]
