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
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('position', models.BigIntegerField(help_text='of the entry in the record')),
                ('verb', models.CharField(max_length=64)),
                ('thing_kind', models.CharField(max_length=24)),
                ('thing_id', models.CharField(blank=True, max_length=32)),
                ('within_kind', models.CharField(blank=True, max_length=24)),
                ('within_id', models.CharField(blank=True, max_length=32)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instead_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(max_length=24)),
                ('urgency', models.CharField(choices=[('at_once', 'at once'), ('digest', 'with the digest')], max_length=8)),
                ('day', models.DateField()),
                ('seen', models.BooleanField(default=False)),
                ('letter', models.CharField(blank=True, max_length=64)),
                ('mailed', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('seen', False)), fields=['person', 'seen'], name='notices_notice_unseen'), models.Index(fields=['person', '-id'], name='notices_notice_newest')],
                'constraints': [models.UniqueConstraint(fields=('position', 'person'), name='notices_notice_once')],
            },
        ),
    ]
