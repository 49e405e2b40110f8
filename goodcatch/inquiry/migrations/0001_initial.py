import django.db.models.deletion
import goodcatch.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('leaves', models.PositiveIntegerField(default=0, help_text='how many leaves its sealed file has')),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('held_on', models.DateField(blank=True, help_text='since when nothing in it may be deleted', null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['audience', 'opened_on', 'id'], name='inquiry_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='inquiry_closed_after_it_was_opened')],
            },
        ),
    ]
