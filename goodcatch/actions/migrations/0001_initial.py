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
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('done_when', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('process', 'process'), ('policy', 'policy'), ('threshold', 'threshold'), ('training', 'training'), ('tool', 'tool'), ('design', 'design'), ('communication', 'communication'), ('staffing', 'staffing'), ('data', 'data governance'), ('study', 'further study')], default='process', max_length=13)),
                ('mechanism', models.CharField(choices=[('eliminate', 'removes the hazard, step or permission'), ('substitute', 'replaces it with something safer'), ('force', 'makes the wrong step impossible'), ('automate', 'does it by itself, and fails safe'), ('simplify', 'removes steps, or makes one standard way'), ('lead', 'a leader changes goal, budget or capacity'), ('detect', 'notices it at once, and somebody acts'), ('redundancy', 'adds a second path'), ('capacity', 'more people, or less load'), ('distraction', 'removes distraction'), ('aid', 'a checklist or aid at hand'), ('software', 'changes the software'), ('handover', 'read-back, hand-over, documentation'), ('simulate', 'practice in simulation, refreshed'), ('double_check', 'a second look'), ('warn', 'a warning or label'), ('rule', 'a rule, policy or memo'), ('train', 'a training, once'), ('study', 'more analysis'), ('protect', 'personal protection'), ('careful', 'asks people to be more careful'), ('unknown', 'not said yet')], default='unknown', max_length=12)),
                ('kept_although', models.TextField(blank=True, help_text="why 'be more careful' was kept, after the question")),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_as_written', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('credits_reporter', models.BooleanField(default=False, help_text='somebody who spoke up proposed it')),
                ('brought_in', models.BooleanField(default=False, help_text='written elsewhere: its words are Markdown')),
                ('answered_back', models.TextField(blank=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('stuck_since', models.DateTimeField(blank=True, null=True)),
                ('in_place_at', models.DateTimeField(blank=True, null=True)),
                ('in_place_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('watch_until', models.DateField(blank=True, null=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('declined_reason', models.TextField(blank=True)),
                ('look_again_on', models.DateField(blank=True, null=True)),
                ('round', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(models.F('audience'), models.OrderBy(models.F('proposed_at'), descending=True), name='actions_audience'), models.Index(fields=['owner', 'due_on'], name='actions_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('declined_at__isnull', True), models.Q(('declined_reason', ''), _negated=True), _connector='OR'), name='actions_declined_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('action', 'case', 'review'), name='actions_origin_once'), models.UniqueConstraint(condition=models.Q(('review__isnull', True)), fields=('action', 'case'), name='actions_origin_case_once'), models.UniqueConstraint(condition=models.Q(('case__isnull', True)), fields=('action', 'review'), name='actions_origin_review_once'), models.CheckConstraint(condition=models.Q(('case__isnull', False), ('review__isnull', False), _connector='OR'), name='actions_origin_is_some')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ActsOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('factor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.factor')),
                ('why', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('action', 'factor'), name='actions_factor_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ActionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('version', models.PositiveIntegerField()),
                ('texts', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('action', 'version'), name='actions_text_version_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='DueChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('was', models.DateField(null=True)),
                ('due_on', models.DateField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('text', models.TextField()),
                ('stuck', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actions.action')),
                ('round', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(choices=[('seen_in_place', 'seen in place'), ('effective', 'effective'), ('not_effective', 'not effective'), ('inconclusive', 'inconclusive')], max_length=13)),
                ('evidence', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('independent', models.BooleanField(default=True)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
