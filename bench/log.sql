-- One organization's log: each person 24 to 36 entries a day, five days a week, mostly calls, a few meetings and
-- e-mails, outcomes in fixed proportions that differ from person to person and from day to day.
INSERT INTO activities_activity (
    organization_id, member_id, team_id, type_id, outcome_id, prospect, prospect_key, occurred_at, occurred_on,
    inbound, note, evidence, import_source, external_id, logged_at, seconds, client_id)
SELECT %(organization)s, m.id, p.team_id,
    CASE WHEN n %% 15 = 0 THEN k.meeting WHEN n %% 15 = 7 THEN k.email ELSE k.call END,
    CASE WHEN n %% 15 = 0 THEN k.held WHEN n %% 15 = 7 THEN k.sent ELSE
        (ARRAY[k.no_answer, k.no_answer, k.no_answer, k.no_answer, k.no_answer, k.no_answer,
               k.voicemail, k.voicemail, k.call_later, k.meeting_booked])[1 + (n * 7 + m.id * 3 + d) %% 10] END,
    'Prospect ' || ((m.id * 31 + n * 7 + d) %% 400), 't:prospect ' || ((m.id * 31 + n * 7 + d) %% 400),
    (%(first)s::date + d) + interval '8 hours' + n * interval '15 minutes', %(first)s::date + d,
    n %% 24 = 23, '', 'live', '', '', (%(first)s::date + d) + interval '8 hours' + n * interval '15 minutes',
    (n * 37) %% 600, gen_random_uuid()
FROM generate_series(0, %(days)s) d
CROSS JOIN generate_series(1, 36) n
CROSS JOIN (SELECT id FROM organizations_membership WHERE organization_id = %(organization)s AND is_rep) m
JOIN organizations_placement p ON p.membership_id = m.id
CROSS JOIN (
    SELECT max(t.id) FILTER (WHERE t.key = 'call') AS call, max(t.id) FILTER (WHERE t.key = 'meeting') AS meeting,
        max(t.id) FILTER (WHERE t.key = 'email') AS email,
        max(o.id) FILTER (WHERE t.key = 'meeting' AND o.key = 'held') AS held,
        max(o.id) FILTER (WHERE t.key = 'email' AND o.is_attempt) AS sent,
        max(o.id) FILTER (WHERE t.key = 'call' AND o.key = 'no_answer') AS no_answer,
        max(o.id) FILTER (WHERE t.key = 'call' AND o.key = 'voicemail') AS voicemail,
        max(o.id) FILTER (WHERE t.key = 'call' AND o.key = 'call_later') AS call_later,
        max(o.id) FILTER (WHERE t.key = 'call' AND o.key = 'meeting_booked') AS meeting_booked
    FROM activities_activitytype t JOIN activities_outcome o ON o.type_id = t.id
    WHERE t.organization_id = %(organization)s
) k
WHERE extract(isodow FROM %(first)s::date + d) < 6 AND n <= 24 + m.id %% 13
ORDER BY d, n
