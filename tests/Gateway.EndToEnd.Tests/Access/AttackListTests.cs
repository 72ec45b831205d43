using System.Reflection;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>The attacks that the gateway must withstand: each with the test that proves it. Subscriptions are not there yet; what leaves by itself today is what 36 attacks.</summary>
public sealed class AttackListTests
{
    private static readonly Dictionary<int, string> s_tests = new()
    {
        [1] = nameof(AttackTests.Ids_of_somebody_who_refuses_are_the_same_answer_as_ids_of_nobody),
        [2] = nameof(AttackTests.What_one_client_was_given_is_not_there_for_another),
        [4] = nameof(AttackTests.No_include_chain_or_total_leads_to_somebody_who_refuses),
        [5] = nameof(AttackTests.No_include_chain_or_total_leads_to_somebody_who_refuses),
        [6] = nameof(AttackTests.A_search_on_what_is_not_shown_finds_as_if_it_were_not_there),
        [7] = nameof(AttackTests.Ids_of_somebody_who_refuses_are_the_same_answer_as_ids_of_nobody),
        [8] = nameof(AttackTests.No_include_chain_or_total_leads_to_somebody_who_refuses),
        [9] = nameof(AttackTests.A_link_to_a_page_is_good_for_its_caller_alone_and_decided_anew),
        [10] = nameof(AttackTests.Operations_decide_as_searches_do),
        [11] = nameof(AttackTests.Versions_are_decided_by_what_holds_now_and_by_their_own_labels),
        [12] = nameof(AttackTests.What_other_servers_let_by_is_no_address_here),
        [13] = nameof(AttackTests.A_scope_opens_its_own_type_and_interaction_alone),
        [14] = nameof(AttackTests.Nobody_records_consent_but_who_speaks_with_the_person),
        [15] = nameof(AttackTests.An_entry_of_a_batch_may_what_its_caller_may_alone),
        [16] = nameof(AttackTests.A_condition_does_not_tell_that_something_hidden_is_there),
        [17] = nameof(AttackTests.A_Binary_is_seen_by_whom_its_context_is_shown_whole),
        [18] = nameof(AttackTests.What_is_smuggled_inside_is_refused_or_judged),
        [20] = nameof(AttackTests.Nobody_records_consent_but_who_speaks_with_the_person),
        [21] = nameof(AttackTests.Nobody_records_consent_but_who_speaks_with_the_person),
        [23] = nameof(AttackTests.A_purpose_or_emergency_that_a_caller_gives_itself_opens_nothing),
        [26] = nameof(AttackTests.Hostile_content_is_refused_and_nothing_of_it_is_repeated),
        [27] = nameof(AttackTests.Hostile_content_is_refused_and_nothing_of_it_is_repeated),
        [28] = nameof(AttackTests.Content_that_is_too_deep_or_too_large_is_refused),
        [30] = nameof(AttackTests.A_narrative_that_would_run_is_refused),
        [31] = nameof(AttackTests.An_id_of_a_request_cannot_write_lines_into_the_trail),
        [32] = nameof(AttackTests.What_one_client_was_given_is_not_there_for_another),
        [33] = nameof(AttackTests.XML_shows_what_JSON_shows),
        [34] = nameof(AttackTests.A_header_makes_nobody_somebody_else),
        [36] = nameof(AttackTests.What_leaves_by_itself_is_decided_when_it_leaves),
    };

    // Tested where what is attacked lies, and not through this project.
    private static readonly Dictionary<int, string> s_elsewhere = new()
    {
        [3] = "Gateway.Tests/Security/Issuing: clients sign, and share no secret",
        [19] = "Gateway.Access.Tests/Redaction: no word of what was taken out is left",
        [22] = "Gateway.Tests/Security/TokenAttackTests.cs",
        [24] = "Gateway.Tests/Security/Issuing/KeyAddressTests.cs",
        [25] = "Gateway.Tests/Security/Issuing/KeyAddressTests.cs",
        [29] = "Gateway.Fhir.Tests/Validation: hostile expressions of profiles",
        [35] = "Gateway.Tests/Disclosures/ConsentStoreTests.cs",
    };

    [Fact]
    public void Each_of_the_36_has_its_test() =>
        s_tests.Keys.Concat(s_elsewhere.Keys).Order().Should().Equal(Enumerable.Range(1, 36));

    [Fact]
    public void The_tests_are_there() =>
        s_tests.Values.Should().OnlyContain(t => typeof(AttackTests).GetMethod(t)!.GetCustomAttribute<FactAttribute>(true) != null);
}
