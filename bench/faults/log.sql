-- What everybody did in the weeks: different from person to person, with everything that is easily counted wrong:
-- the same prospect twice a day, no prospect, incoming calls, customers, deleted entries, the first and last day.
INSERT INTO activities_activity (
    organization_id, member_id, team_id, type_id, outcome_id, prospect, prospect_key, occurred_at, occurred_on,
    inbound, note, evidence, import_source, external_id, logged_at, client_id, deleted_at)
SELECT %(organization)s, m.id, p.team_id, k.type, k.outcome,
    CASE WHEN n %% 7 = 3 THEN '' ELSE 'Prospect ' || n %% 5 END, CASE WHEN n %% 7 = 3 THEN '' ELSE 't:prospect ' || n %% 5 END,
    %(first)s::date + d + interval '12 hours', %(first)s::date + d, n %% 6 = 5, '', 'live', '', '',
    %(first)s::date + d + interval '12 hours', gen_random_uuid(), CASE WHEN n %% 11 = 8 THEN now() END
FROM generate_series(0, %(days)s - 1) d
CROSS JOIN generate_series(1, 14) n
CROSS JOIN (SELECT id FROM organizations_membership WHERE organization_id = %(organization)s AND is_rep) m
JOIN organizations_placement p ON p.membership_id = m.id
JOIN (
    SELECT t.id AS type, o.id AS outcome, row_number() OVER (ORDER BY t.key, o.key) - 1 AS place, count(*) OVER () AS all_
    FROM activities_activitytype t JOIN activities_outcome o ON o.type_id = t.id WHERE t.organization_id = %(organization)s
) k ON k.place = (n * 5 + m.id * 3 + d * 7) %% k.all_
WHERE n <= 4 + (m.id + d) %% 11
