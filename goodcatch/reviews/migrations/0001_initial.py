import django.db.models.deletion
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('form', models.CharField(choices=[('brief', 'brief'), ('full', 'full review')], max_length=5)),
                ('title', models.CharField(max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.theme')),
                ('facilitator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('expected', models.TextField(blank=True)),
                ('happened', models.TextField(blank=True)),
                ('why_different', models.TextField(blank=True)),
                ('keep_or_change', models.TextField(blank=True)),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('peers_asked_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('brought_in', models.BooleanField(default=False, help_text='written elsewhere: its words are Markdown')),
                ('revision', models.PositiveIntegerField(default=1, help_text='moves on with every change of what the review says')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PartText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=8)),
                ('version', models.PositiveIntegerField()),
                ('texts', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('part', 'version'), name='reviews_part_version_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReviewCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'case'), name='reviews_case_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReviewText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('version', models.PositiveIntegerField()),
                ('texts', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'version'), name='reviews_text_version_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='TimelineEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurred_at', models.DateTimeField(blank=True, null=True)),
                ('occurred_on', models.DateField(blank=True, null=True)),
                ('occurred_zone', models.CharField(blank=True, max_length=64)),
                ('occurred_zone_assumed', models.BooleanField(default=False)),
                ('occurred_precision', models.CharField(choices=[('minute', 'to the minute'), ('hour', 'about the hour'), ('day', 'the day only'), ('month', 'the month only')], default='day', max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('order', models.PositiveIntegerField(default=0)),
                ('written_time', models.CharField(blank=True, max_length=120)),
                ('text', models.TextField()),
                ('mark', models.CharField(choices=[('fact', 'fact'), ('inference', 'inference'), ('not_known_then', 'not known then')], default='fact', max_length=14)),
                ('support', models.CharField(choices=[('one_source', 'one source'), ('corroborated', 'corroborated'), ('disputed', 'disputed')], default='one_source', max_length=12)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('other_account', models.TextField(blank=True)),
                ('decision_point', models.BooleanField(default=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['review', 'occurred_at', 'order'], name='reviews_entry_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('support', 'disputed'), _negated=True), models.Q(('other_account', ''), _negated=True), _connector='OR'), name='reviews_disputed_has_both')],
            },
        ),
        migrations.CreateModel(
            name='Factor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('order', models.PositiveIntegerField(default=0)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField()),
                ('accepted_reason', models.TextField(blank=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('order', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('went_well', 'went well'), ('lucky', 'lucky'), ('surprised', 'surprised us'), ('missed_signal', 'a sign that was there'), ('learned', 'what we learned'), ('note', 'kept word for word')], max_length=13)),
                ('heading', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('objection', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'person'), name='reviews_telling_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PeerAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('peer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('agreed', models.BooleanField(default=False)),
                ('comment', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(blank=True, help_text='which revision the answer is about', null=True)),
                ('round', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'peer', 'round'), name='reviews_peer_once_a_round')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PublishedReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='reviews_published_number_once')],
                'indexes': [],
            },
        ),
    ]
