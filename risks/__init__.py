"""Risks and issues: the register, dated assessments, mitigations, acceptance, escalation."""
