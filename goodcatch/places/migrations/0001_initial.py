import django.db.models.deletion
import goodcatch.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('name', models.CharField(max_length=120)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('path', models.CharField(db_index=True, editable=False, max_length=255)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('outside_id', models.CharField(blank=True, max_length=64)),
                ('emergency', models.CharField(blank=True, help_text='whom to call here when somebody is in danger', max_length=120)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('parent', 'name'), name='places_name_once'), models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('name',), name='places_name_once_at_the_top'), models.UniqueConstraint(condition=models.Q(('outside_id', ''), _negated=True), fields=('outside_id',), name='places_outside_id_once')],
                'indexes': [],
            },
        ),
    ]
