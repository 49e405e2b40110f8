import django.db.models.deletion
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('places', '0001_initial'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('impact', 'impact'), ('potential', 'potential')], max_length=9)),
                ('edition', models.PositiveIntegerField()),
                ('adopted_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'edition'), name='cases_scale_edition_once'), models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('kind',), name='cases_scale_one_in_force')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('title', models.CharField(max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.scale')),
                ('rank', models.PositiveSmallIntegerField()),
                ('word', models.CharField(max_length=40)),
                ('anchor', models.CharField(max_length=300)),
                ('asks_statement', models.BooleanField(default=False)),
                ('asks_response', models.CharField(blank=True, choices=[('full_review', 'full review'), ('brief', 'brief'), ('joined', 'joined to a theme or case'), ('none', 'none, with a reason')], max_length=11)),
                ('within_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('counted', models.CharField(choices=[('working', 'working days'), ('calendar', 'calendar days')], default='working', max_length=8)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scale', 'rank'), name='cases_level_rank_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurred_at', models.DateTimeField(blank=True, null=True)),
                ('occurred_on', models.DateField(blank=True, null=True)),
                ('occurred_zone', models.CharField(blank=True, max_length=64)),
                ('occurred_zone_assumed', models.BooleanField(default=False)),
                ('occurred_precision', models.CharField(choices=[('minute', 'to the minute'), ('hour', 'about the hour'), ('day', 'the day only'), ('month', 'the month only')], default='day', max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('title', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('incident', 'incident'), ('near_miss', 'near miss'), ('hazard', 'hazard'), ('concern', 'concern'), ('success', 'success'), ('proposal', 'proposal')], max_length=9)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('stays_named', models.BooleanField(default=False, help_text='opened for named people, and never read by more')),
                ('brought_in', models.BooleanField(default=False, help_text='written elsewhere: its words are Markdown')),
                ('told_for_learning', models.BooleanField(default=False)),
                ('held', models.BooleanField(default=False, help_text='a hold stands on it: the page need not look for one otherwise')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('impact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.level')),
                ('potential', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.level')),
                ('response', models.CharField(blank=True, choices=[('full_review', 'full review'), ('brief', 'brief'), ('joined', 'joined to a theme or case'), ('none', 'none, with a reason')], max_length=11)),
                ('response_reason', models.TextField(blank=True)),
                ('response_due', models.DateField(blank=True, null=True)),
                ('joined_case', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('joined_theme', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.theme')),
                ('safe_at', models.DateTimeField(blank=True, null=True)),
                ('safe_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('safe_note', models.TextField(blank=True)),
                ('under_way_at', models.DateTimeField(blank=True, null=True)),
                ('improving_at', models.DateTimeField(blank=True, null=True)),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('moved_on_at', models.DateTimeField(blank=True, null=True)),
                ('moved_on_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(models.OrderBy(models.F('opened_at'), descending=True), models.OrderBy(models.F('public_id'), descending=True), name='cases_case_newest'), models.Index(models.F('audience'), models.OrderBy(models.F('opened_at'), descending=True), models.OrderBy(models.F('public_id'), descending=True), name='cases_case_audience'), models.Index(models.F('unit'), models.OrderBy(models.F('opened_at'), descending=True), name='cases_case_unit'), models.Index(condition=models.Q(('moved_on_at__isnull', True)), fields=['opened_at', 'impact', 'potential', 'audience'], name='cases_case_open'), models.Index(condition=models.Q(('joined_case__isnull', False)), fields=['joined_case'], name='cases_case_joined'), models.Index(condition=models.Q(('joined_theme__isnull', False)), fields=['joined_theme'], name='cases_case_theme')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('safe_at__isnull', True), ('safe_by__isnull', True)), ('safe_at__isnull', False), _connector='OR'), name='cases_safe_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('response', 'none'), _negated=True), models.Q(('response_reason', ''), _negated=True), _connector='OR'), name='cases_none_has_reason'), models.CheckConstraint(condition=models.Q(('joined_case__isnull', True), ('joined_theme__isnull', True), _connector='OR'), name='cases_joined_to_one')],
            },
        ),
        migrations.CreateModel(
            name='CaseReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('deleted_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('deleted_on__isnull', True), ('report__isnull', False)), models.Q(('deleted_on__isnull', False), ('report__isnull', True), ('until__isnull', False)), _connector='OR'), name='cases_report_or_day'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('report',), name='cases_report_in_one_case')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part', models.CharField(choices=[('owner', 'owns it'), ('handler', 'looks after it'), ('contributor', 'takes part')], max_length=11)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('case', 'person', 'part'), name='cases_part_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CaseText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('version', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'version'), name='cases_text_version_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('why', models.TextField()),
                ('placed_at', models.DateTimeField()),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why_lifted', models.TextField(blank=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('case',), name='cases_one_hold')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('short', models.TextField()),
                ('next_word_on', models.DateField()),
                ('full_at', models.DateTimeField(blank=True, null=True)),
                ('happened', models.TextField(blank=True)),
                ('to_whom', models.TextField(blank=True)),
                ('known', models.TextField(blank=True)),
                ('not_known', models.TextField(blank=True)),
                ('decision', models.TextField(blank=True)),
                ('next_steps', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ScaleChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('kind', models.CharField(choices=[('impact', 'impact'), ('potential', 'potential')], max_length=9)),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.level')),
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
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('text', models.TextField()),
                ('asked_on', models.DateField()),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deed', models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='cases_answer_is_whole')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ConditionTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('condition', models.CharField(choices=[('lessons_out', 'lessons are out'), ('actions_under_way', 'actions are under way'), ('people_supported', 'people are supported'), ('reporter_answered', 'whoever reported has an answer')], max_length=20)),
                ('note', models.TextField(blank=True)),
                ('waived', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'condition'), name='cases_condition_once'), models.CheckConstraint(condition=models.Q(('waived', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='cases_waiver_has_reason')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='StatementText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.statement')),
                ('version', models.PositiveIntegerField()),
                ('texts', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('statement', 'version'), name='cases_statement_version_once')],
                'indexes': [],
            },
        ),
    ]
