"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_programme_id"), "audit", ["programme", "id"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("programme_text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("id", "proposed_by", name=op.f("uq_snapshots_id_proposed_by")),
    )
    op.create_index(
        op.f("ix_snapshots_programme_meeting"), "snapshots", ["programme", "meeting"], unique=False
    )
    op.create_table(
        "steering_actions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("meeting", sa.Date(), nullable=True),
        sa.Column("registered_by", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steering_actions")),
    )
    op.create_index(
        op.f("ix_steering_actions_programme_domain"),
        "steering_actions",
        ["programme", "domain"],
        unique=False,
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("id", "submitted_by", name=op.f("uq_submissions_id_submitted_by")),
    )
    op.create_index(
        op.f("ix_submissions_programme_sha256"), "submissions", ["programme", "sha256"], unique=False
    )
    op.create_table(
        "acceptances",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("accepted_by <> submitted_by", name=op.f("ck_acceptances_two_persons")),
        sa.ForeignKeyConstraint(
            ["submission", "submitted_by"],
            ["submissions.id", "submissions.submitted_by"],
            name=op.f("fk_acceptances_submission_submitted_by"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", name=op.f("pk_acceptances")),
        sa.UniqueConstraint("submission", name=op.f("uq_acceptances_submission")),
    )
    op.create_table(
        "rejections",
        sa.Column(
            "submission",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("rejected_by", sa.Text(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_rejections_has_reason")),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_rejections_submission")),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_rejections")),
    )
    op.create_table(
        "signatures",
        sa.Column(
            "snapshot",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("signed_by <> proposed_by", name=op.f("ck_signatures_two_persons")),
        sa.ForeignKeyConstraint(
            ["snapshot", "proposed_by"],
            ["snapshots.id", "snapshots.proposed_by"],
            name=op.f("fk_signatures_snapshot_proposed_by"),
        ),
        sa.PrimaryKeyConstraint("snapshot", name=op.f("pk_signatures")),
    )
    op.create_table(
        "steering_closings",
        sa.Column(
            "action",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("length(outcome) > 0", name=op.f("ck_steering_closings_has_outcome")),
        sa.ForeignKeyConstraint(
            ["action"], ["steering_actions.id"], name=op.f("fk_steering_closings_action")
        ),
        sa.PrimaryKeyConstraint("action", name=op.f("pk_steering_closings")),
    )
    op.create_table(
        "withdrawals",
        sa.Column(
            "snapshot",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name=op.f("fk_withdrawals_snapshot")),
        sa.PrimaryKeyConstraint("snapshot", name=op.f("pk_withdrawals")),
    )
    op.create_table(
        "booking_suppliers",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_booking_suppliers_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "identity", name=op.f("pk_booking_suppliers")),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_bookings_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
    )
    op.create_index(
        op.f("ix_bookings_programme_code_date"), "bookings", ["programme", "code", "date"], unique=False
    )
    op.create_index(
        op.f("ix_bookings_programme_identity"), "bookings", ["programme", "identity"], unique=False
    )
    op.create_table(
        "commitment_totals",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_commitment_totals_programme_seq"),
        ),
        sa.PrimaryKeyConstraint(
            "programme",
            "seq",
            "fiscal_year",
            "date",
            "code",
            "source",
            "theme",
            name=op.f("pk_commitment_totals"),
        ),
    )
    op.create_index(
        op.f("ix_commitment_totals_programme_fiscal_year_date"),
        "commitment_totals",
        ["programme", "fiscal_year", "date"],
        unique=False,
    )
    op.create_table(
        "commitments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_commitments_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    op.create_index(
        op.f("ix_commitments_programme_code_seq"), "commitments", ["programme", "code", "seq"], unique=False
    )
    op.create_table(
        "day_totals",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_day_totals_programme_seq"),
        ),
        sa.PrimaryKeyConstraint(
            "programme", "seq", "fiscal_year", "day", "code", "source", "theme", name=op.f("pk_day_totals")
        ),
    )
    op.create_index(
        op.f("ix_day_totals_programme_fiscal_year_day"),
        "day_totals",
        ["programme", "fiscal_year", "day"],
        unique=False,
    )
    op.create_table(
        "decisions",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("escalation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_decisions_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "domain", "n", name=op.f("pk_decisions")),
    )
    op.create_table(
        "month_totals",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month_end", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_month_totals_programme_seq"),
        ),
        sa.PrimaryKeyConstraint(
            "programme",
            "seq",
            "fiscal_year",
            "month_end",
            "code",
            "source",
            "theme",
            name=op.f("pk_month_totals"),
        ),
    )
    op.create_index(
        op.f("ix_month_totals_programme_fiscal_year_month_end"),
        "month_totals",
        ["programme", "fiscal_year", "month_end"],
        unique=False,
    )
    op.create_table(
        "partners",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("action_line", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_partners_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "domain", "n", name=op.f("pk_partners")),
    )
    op.create_table(
        "plan_versions",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_plan_versions_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "domain", name=op.f("pk_plan_versions")),
    )
    op.create_table(
        "progress",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("forecast", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("steering", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_progress_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "n", name=op.f("pk_progress")),
    )
    op.create_index(op.f("ix_progress_programme_code"), "progress", ["programme", "code"], unique=False)
    op.create_table(
        "statements",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("states_bookings", sa.Boolean(), nullable=False),
        sa.Column("states_commitments", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_statements_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "n", name=op.f("pk_statements")),
    )
    op.create_table(
        "booking_ends",
        sa.Column(
            "booking",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name=op.f("fk_booking_ends_booking")),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_booking_ends_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("booking", name=op.f("pk_booking_ends")),
    )
    op.create_table(
        "plan_lines",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_line", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("budget_holder", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("released", sa.BigInteger(), nullable=True),
        sa.Column("phasing", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_plan_lines_budget_not_negative")),
        sa.CheckConstraint(
            "released IS NULL OR (released >= 0 AND released <= budget)",
            name=op.f("ck_plan_lines_released_in_budget"),
        ),
        sa.ForeignKeyConstraint(
            ["programme", "seq", "domain"],
            ["plan_versions.programme", "plan_versions.seq", "plan_versions.domain"],
            name=op.f("fk_plan_lines_programme_seq_domain"),
        ),
        sa.PrimaryKeyConstraint(
            "programme", "seq", "domain", "code", "source", "theme", "year", name=op.f("pk_plan_lines")
        ),
    )
    op.create_index(op.f("ix_plan_lines_programme_code"), "plan_lines", ["programme", "code"], unique=False)
    op.create_table(
        "statement_codes",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq", "n"],
            ["statements.programme", "statements.seq", "statements.n"],
            name=op.f("fk_statement_codes_programme_seq_n"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "n", "code", name=op.f("pk_statement_codes")),
    )
    op.create_index(
        op.f("ix_statement_codes_programme_code"), "statement_codes", ["programme", "code"], unique=False
    )


def downgrade() -> None:
    """Drop all tables."""
    op.drop_index(op.f("ix_statement_codes_programme_code"), table_name="statement_codes")
    op.drop_table("statement_codes")
    op.drop_index(op.f("ix_plan_lines_programme_code"), table_name="plan_lines")
    op.drop_table("plan_lines")
    op.drop_table("booking_ends")
    op.drop_table("statements")
    op.drop_index(op.f("ix_progress_programme_code"), table_name="progress")
    op.drop_table("progress")
    op.drop_table("plan_versions")
    op.drop_table("partners")
    op.drop_index(op.f("ix_month_totals_programme_fiscal_year_month_end"), table_name="month_totals")
    op.drop_table("month_totals")
    op.drop_table("decisions")
    op.drop_index(op.f("ix_day_totals_programme_fiscal_year_day"), table_name="day_totals")
    op.drop_table("day_totals")
    op.drop_index(op.f("ix_commitments_programme_code_seq"), table_name="commitments")
    op.drop_table("commitments")
    op.drop_index(op.f("ix_commitment_totals_programme_fiscal_year_date"), table_name="commitment_totals")
    op.drop_table("commitment_totals")
    op.drop_index(op.f("ix_bookings_programme_identity"), table_name="bookings")
    op.drop_index(op.f("ix_bookings_programme_code_date"), table_name="bookings")
    op.drop_table("bookings")
    op.drop_table("booking_suppliers")
    op.drop_table("withdrawals")
    op.drop_table("steering_closings")
    op.drop_table("signatures")
    op.drop_table("rejections")
    op.drop_table("acceptances")
    op.drop_index(op.f("ix_submissions_programme_sha256"), table_name="submissions")
    op.drop_table("submissions")
    op.drop_index(op.f("ix_steering_actions_programme_domain"), table_name="steering_actions")
    op.drop_table("steering_actions")
    op.drop_index(op.f("ix_snapshots_programme_meeting"), table_name="snapshots")
    op.drop_table("snapshots")
    op.drop_index(op.f("ix_audit_programme_id"), table_name="audit")
    op.drop_table("audit")
