import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Clauses in preparation and appointments."""

    dependencies = [
        ('parties', '0001_initial'),
        ('plan', '0002_only_grow'),
    ]

    operations = [
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('fictional', models.BooleanField(default=False)),
                ('term_code', models.CharField(blank=True, default='', max_length=80)),
                ('text_ja', models.TextField()),
                ('text_en', models.TextField(blank=True, default='')),
                ('state', models.CharField(default='draft', max_length=20)),
                ('published', models.BooleanField(default=False)),
                ('decided_on', models.DateField(null=True)),
                ('follows', models.CharField(blank=True, default='', max_length=121)),
                ('cites', models.JSONField(default=list)),
                ('programmes', models.JSONField(default=list)),
                ('indicators', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'decided'))), name='plan_clause_state'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('published', False), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('decided_on__isnull', False), ('published', True)), _connector='OR'), name='plan_clause_decided')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('fictional', models.BooleanField(default=False)),
                ('role', models.CharField(db_index=True, max_length=40)),
                ('scope', models.CharField(blank=True, default='', max_length=121)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('basis', models.TextField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='parties.person')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='plan_appointment_days')],
            },
        ),
    ]
