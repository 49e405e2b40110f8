import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import goodcatch.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('name', models.CharField(max_length=120)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('path', models.CharField(db_index=True, editable=False, max_length=255)),
                ('zone', models.CharField(blank=True, max_length=64)),
                ('jurisdiction', models.CharField(blank=True, max_length=2)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('parent', 'name'), name='people_unit_name_once'), models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('parent', models.Value(0)), condition=models.Q(('parent__isnull', True)), name='people_unit_one_root')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254, null=True)),
                ('username', models.CharField(blank=True, max_length=64, null=True)),
                ('title', models.CharField(blank=True, help_text="what they do, such as 'night operator'", max_length=120)),
                ('guest', models.BooleanField(default=False)),
                ('zone', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(blank=True, max_length=16)),
                ('digest', models.CharField(choices=[('daily', 'once a day, all that can wait'), ('none', 'only what cannot wait')], default='daily', max_length=8)),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='people_email_once'), models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='people_username_once'), models.CheckConstraint(condition=models.Q(('email__isnull', False), ('username__isnull', False), ('left_at__isnull', False), _connector='OR'), name='people_person_can_sign_in')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inside', 'everyone inside'), ('units', 'units'), ('named', 'named people')], max_length=8)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person', 'unit'), name='people_membership_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='UnitDays',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('own', models.BooleanField(default=True, help_text='otherwise as the unit above; the row keeps the version')),
                ('days_off', models.CharField(blank=True, help_text='days of the week, ISO 8601: 1 is Monday', max_length=7)),
                ('holidays', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stand_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='people_absence_in_order'), models.CheckConstraint(condition=models.Q(('stand_in', models.F('person')), _negated=True), name='people_absence_not_oneself')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', goodcatch.kernel.fields.PublicIdField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('leader', 'leader'), ('triager', 'triager'), ('facilitator', 'facilitator'), ('curator', 'curator'), ('adviser', 'adviser'), ('auditor', 'auditor'), ('privacy', 'data protection'), ('administrator', 'administrator')], max_length=16)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit__isnull', False), ('until__isnull', True)), fields=('person', 'role', 'unit'), name='people_grant_once'), models.UniqueConstraint(condition=models.Q(('unit__isnull', True), ('until__isnull', True)), fields=('person', 'role'), name='people_grant_in_the_house_once'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_grant_ends')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AudienceClause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.audience')),
                ('inside', models.BooleanField(default=False)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(blank=True, choices=[('leader', 'leader'), ('triager', 'triager'), ('facilitator', 'facilitator'), ('curator', 'curator'), ('adviser', 'adviser'), ('auditor', 'auditor'), ('privacy', 'data protection'), ('administrator', 'administrator')], max_length=16)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('inside', True)), fields=['inside'], name='people_clause_inside'), models.Index(fields=['person', 'audience'], name='people_clause_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('inside', True), ('person__isnull', True), ('role', ''), ('unit__isnull', True)), models.Q(('inside', False), ('person__isnull', True), ('unit__isnull', False)), models.Q(('inside', False), ('person__isnull', False), ('role', ''), ('unit__isnull', True)), models.Q(('inside', False), ('person__isnull', True), ('unit__isnull', True), models.Q(('role', ''), _negated=True)), _connector='OR'), name='people_clause_is_one')],
            },
        ),
    ]
