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
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('kind', models.CharField(choices=[('access', 'to know what is kept (article 15)'), ('rectification', 'to have it corrected (article 16)'), ('erasure', 'to have it deleted (article 17)'), ('restriction', 'to have its use restricted (article 18)'), ('objection', 'to object to its use (article 21)')], max_length=13)),
                ('name', models.CharField(max_length=200)),
                ('reached', models.CharField(blank=True, max_length=300)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.TextField(blank=True)),
                ('received_on', models.DateField()),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('extended_at', models.DateTimeField(blank=True, null=True)),
                ('why_extended', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'done as asked'), ('partly', 'done in part'), ('refused', 'not done, with the reason')], max_length=7)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['due_on'], name='subjects_request_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('extended_at__isnull', True), models.Q(('why_extended', ''), _negated=True), _connector='OR'), name='subjects_request_extended'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('outcome', '')), models.Q(('answered_at__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='subjects_request_answered')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.request')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'channel'), name='subjects_look_once')],
                'indexes': [],
            },
        ),
    ]
