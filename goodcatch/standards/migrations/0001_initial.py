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
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('code', models.CharField(max_length=40)),
                ('edition', models.PositiveSmallIntegerField()),
                ('adopted_at', models.DateTimeField()),
                ('adopted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('unit',), name='standards_one_law_for_each_unit')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('language', models.CharField(max_length=16)),
                ('edition', models.PositiveIntegerField()),
                ('statement', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_at', models.DateTimeField()),
                ('signer_name', models.CharField(max_length=120)),
                ('signer_title', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('language', 'edition'), name='standards_policy_edition_once')],
                'indexes': [],
            },
        ),
    ]
