import django.db.models.deletion
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('part', models.CharField(choices=[('reporter', 'spoke up'), ('witness', 'saw it or helped')], max_length=8)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_on', models.DateField()),
                ('begun_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['audience', 'begun_on', 'id'], name='protection_plan_list')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('part', 'reporter')), fields=('report',), name='protection_one_of_reporter'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('person__isnull', False)), fields=('report', 'person'), name='protection_one_of_person')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='protection.plan')),
                ('after_days', models.PositiveSmallIntegerField()),
                ('told', models.BooleanField(default=False, help_text='its day has come, and the house has said so')),
                ('answered', models.BooleanField(default=False)),
                ('held', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'after_days'), name='protection_check_in_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PlanSlip',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='protection.plan')),
                ('look_up', models.BinaryField(max_length=32, unique=True)),
                ('salt', models.BinaryField(max_length=16)),
                ('proof', models.BinaryField(max_length=32)),
                ('memory_kib', models.PositiveIntegerField()),
                ('passes', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
