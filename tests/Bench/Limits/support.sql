-- Each client its own people. With spread = 0 all support the same proposal and, when everybody has, the next one.
\set turn :turn + 1
\set person :firstvoter + :client_id * 625 + mod(:turn, 625)
\set proposal :firstproposal + (1 - :spread) * (:turn / 625) + :spread * mod(:turn * 7 + :client_id * 150, 4800)
with given as (
    insert into bench.supports (proposal_id, person_id, given_at)
    values (bench_proposal(:proposal), bench_person(:person), now())
    returning proposal_id, person_id)
insert into bench.journal (kind, subject, body, happened_at)
select 'ProposalSupported', 'proposal:' || proposal_id, jsonb_build_object('ProposalId', proposal_id, 'PersonId', person_id), now() from given;
