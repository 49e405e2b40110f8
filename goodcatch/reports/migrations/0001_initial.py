import django.db.models.deletion
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('places', '0001_initial'),
        ('standards', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('sealed', models.BooleanField(default=False)),
                ('kinds', models.JSONField(default=list)),
                ('emergency', models.CharField(blank=True, max_length=120)),
                ('asks', models.BooleanField(default=False, help_text='has questions of its own: sending looks once less')),
                ('acknowledge_days', models.PositiveSmallIntegerField(default=7)),
                ('answer_days', models.PositiveSmallIntegerField(default=90)),
                ('keep_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('retaliation_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('prepared_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('paused_at', models.DateTimeField(blank=True, help_text='an examination found what might let words leak', null=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ChannelText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('language', models.CharField(max_length=16)),
                ('edition', models.PositiveIntegerField()),
                ('statement', models.TextField(blank=True)),
                ('signed_by', models.CharField(blank=True, max_length=200)),
                ('guidance', models.TextField(blank=True)),
                ('by_voice', models.TextField(blank=True, help_text='how to tell it in person or by phone')),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('channel', 'language', 'edition'), name='reports_text_edition_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.CharField(choices=[('handler', 'handler'), ('deputy', 'deputy'), ('last reader', 'last reader'), ('supervisor', 'supervisor')], max_length=12)),
                ('turn', models.PositiveSmallIntegerField(default=1)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField(blank=True, null=True)),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('channel', 'person'), name='reports_one_office_each')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('text', 'a few words'), ('yes_no', 'yes or no'), ('choice', 'one of a few answers')], max_length=8)),
                ('required', models.BooleanField(default=False)),
                ('words', models.JSONField(default=dict)),
                ('show_if', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.question')),
                ('show_value', models.CharField(blank=True, max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('channel', 'number'), name='reports_question_number_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('kind', models.CharField(blank=True, choices=[('went_wrong', 'Something went wrong'), ('close_call', 'A close call'), ('hazard', 'A hazard'), ('not_right', 'It does not seem right'), ('own_mistake', 'I made a mistake'), ('proposal', 'A proposal'), ('went_well', 'It went well')], max_length=12)),
                ('danger', models.BooleanField(default=False)),
                ('day', models.DateField()),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('language', models.CharField(blank=True, max_length=16)),
                ('law', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.adoption')),
                ('told_for_learning', models.BooleanField(default=False)),
                ('held', models.BooleanField(default=False, help_text='not shown to its handlers before the next fixed hour')),
                ('news', models.BooleanField(default=True, help_text='something here that its handlers have not been told of')),
                ('unread', models.BooleanField(default=True, help_text='something here that no handler has opened')),
                ('opened_on', models.DateField(blank=True, help_text='the day on which a handler first opened it', null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('not_taken_up', models.BooleanField(default=False, help_text='nothing followed: kept for less long')),
                ('heard_at_closing', models.BooleanField(default=False, help_text='the three questions at closing were answered')),
                ('deed', models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['audience', 'day', 'id'], name='reports_report_inbox'), models.Index(fields=['day', 'id'], name='reports_report_day'), models.Index(condition=models.Q(('person__isnull', False)), fields=['person', 'day'], name='reports_report_own'), models.Index(condition=models.Q(('news', True)), fields=['id'], name='reports_report_news')],
                'constraints': [models.CheckConstraint(condition=models.Q(('acknowledged_by__isnull', True), ('acknowledged_at__isnull', False), _connector='OR'), name='reports_report_acknowledged'), models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='reports_report_closed')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('language', models.CharField(max_length=16)),
                ('saved_on', models.DateField(db_index=True)),
                ('written', models.BooleanField(default=False, help_text='something was saved, and lies sealed')),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.channel')),
                ('quarter', models.CharField(max_length=7)),
                ('heard', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
                ('told', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
                ('protected', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
            ],
            options={
                'indexes': [models.Index(fields=['channel', 'quarter'], name='reports_voice_quarter')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ReportWords',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('part', models.CharField(choices=[('happened', 'what happened'), ('where', 'where'), ('name', 'the name given'), ('message', 'a message'), ('answer', 'an answer to a question of the channel')], max_length=8)),
                ('number', models.PositiveIntegerField(default=0)),
                ('text', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'part', 'number'), name='reports_words_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('number', models.PositiveIntegerField()),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_reporter', models.BooleanField()),
                ('is_answer', models.BooleanField(default=False)),
                ('held', models.BooleanField(default=False, help_text='not shown to the handlers before the next fixed hour')),
                ('day', models.DateField()),
                ('read_on', models.DateField(blank=True, null=True)),
                ('deed', models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='reports_message_number_once'), models.CheckConstraint(condition=models.Q(('from_reporter', False), ('author__isnull', True), _connector='OR'), name='reports_message_one_side')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('number', models.PositiveIntegerField()),
                ('told', models.CharField(choices=[('acknowledged', 'Read, with thanks'), ('taken_up', 'Taken up'), ('weighed', 'Weighed: what happened, and what could have'), ('made_safe', 'Made safe for now'), ('owned', 'A leader has said that they answer for it'), ('response_chosen', 'How we learn from it is settled'), ('understood', 'Looked into'), ('action_agreed', 'A change is agreed'), ('action_in_place', 'The change is in place'), ('action_verified', 'Somebody else has seen that the change works'), ('lesson_shared', 'What was learned is shared'), ('recognised', 'Somebody was thanked'), ('identity_opened', 'Two custodians opened who you are, for a reason that is on the record'), ('answered', 'Closed with an answer'), ('moved_on', 'The matter is closed')], max_length=16)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('day', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='reports_milestone_number_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('kind', models.CharField(choices=[('thanks', 'thank whoever reported'), ('answer', 'answer'), ('last', 'read it, or decide, before it is deleted')], max_length=8)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('due', models.DateField()),
                ('warned_on', models.DateField(blank=True, null=True)),
                ('passed_on', models.DateField(blank=True, null=True)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'report'], name='reports_clock_owner'), models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['due'], name='reports_clock_runs')],
                'constraints': [models.UniqueConstraint(fields=('report', 'kind'), name='reports_clock_once')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('placed_at', models.DateTimeField()),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.TextField(blank=True)),
                ('why_lifted', models.TextField(blank=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('report',), name='reports_one_hold')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
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
        migrations.CreateModel(
            name='ReporterKey',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('draft', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.draft')),
                ('report', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('look_up', models.BinaryField(max_length=32, unique=True)),
                ('salt', models.BinaryField(max_length=16)),
                ('memory_kib', models.PositiveIntegerField()),
                ('passes', models.PositiveSmallIntegerField()),
                ('public', models.BinaryField(max_length=32)),
                ('sealed_private', models.BinaryField()),
                ('must_change', models.BooleanField(default=False, help_text='somebody else has seen this receipt')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('draft__isnull', True), ('report__isnull', False)), models.Q(('draft__isnull', False), ('report__isnull', True)), _connector='OR'), name='reports_key_of_one')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SpentReceipt',
            fields=[
                ('id', goodcatch.kernel.fields.RandomKeyField(serialize=False)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('look_up', models.BinaryField(max_length=32, unique=True)),
                ('salt', models.BinaryField(max_length=16)),
                ('memory_kib', models.PositiveIntegerField()),
                ('passes', models.PositiveSmallIntegerField()),
                ('sealed_private', models.BinaryField()),
                ('spent_on', models.DateField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
