using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using static Gateway.Access.Tests.Asked;
using static Gateway.Access.Tests.Decisions.Deciding;

namespace Gateway.Access.Tests.Decisions;

/// <summary>Resources within others: nothing is smuggled past a decision by where it stands.</summary>
public sealed class PartTests
{
    private const string Marked = "MARKED-SECRET";

    private static readonly string s_hidden = Observation(Label("HIV"), $$""" "note":[{"text":"{{Marked}}"}] """);

    public static TheoryData<string, string> Smuggled => new()
    {
        { "an entry", Bundle(Entry(s_hidden)) },
        { "a Bundle in a Bundle", Bundle(Entry(Bundle(Entry(s_hidden)))) },
        { "a Bundle in a Bundle in a Bundle", Bundle(Entry(Bundle(Entry(Bundle(Entry(s_hidden)))))) },
        { "a parameter", Parameters($$"""{"name":"a","resource":{{s_hidden}}}""") },
        { "a part of a part", Parameters($$"""{"name":"a","part":[{"name":"b","part":[{"name":"c","resource":{{s_hidden}}}]}]}""") },
        { "a Bundle in Parameters", Parameters($$"""{"name":"a","resource":{{Bundle(Entry(s_hidden))}}}""") },
        { "Parameters in a Bundle", Bundle(Entry(Parameters($$"""{"name":"a","resource":{{s_hidden}}}"""))) },
        { "the outcome of an answer", Bundle($$"""{"response":{"status":"200","outcome":{{s_hidden}}} }""", "batch-response") },
        { "a contained resource", Observation(more: $$""" "contained":[{{s_hidden}}],"hasMember":[{"reference":"#o1"}] """) },
        { "a contained Bundle", Observation(more: $$""" "contained":[{{Bundle(Entry(s_hidden))}}] """) },
        { "an entry of a document", Bundle($"{Entry(Observation())},{Entry(s_hidden)}", "document") },
        { "an entry of a message", Bundle($"{Entry(Observation())},{Entry(s_hidden)}", "message") },
        { "an entry of a Bundle that is labelled as a whole", Bundle(Entry(Observation(more: $$""" "note":[{"text":"{{Marked}}"}] """))).Replace("\"type\"", $$"""  "meta":{"security":[{{Label("HIV")}}]},"type" """, StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Smuggled))]
    public void What_may_not_be_shown_is_not_shown_as(string place, string resource) => Judge(resource).Text().Should().NotContain(Marked, place);

    [Fact]
    public void Of_a_Bundle_the_entries_are_left_that_may_be_shown_and_nothing_counts_the_others()
    {
        var decided = Judge(Bundle($"{Entry(Observation())},{Entry(s_hidden)}").Replace("\"type\"", "\"total\":2,\"type\"", StringComparison.Ordinal));

        decided.Shown!.Value["entry"].Should().ContainSingle();
        decided.Text().Should().NotContain("total").And.NotContain("urn:hidden");
        decided.Removed.Should().Equal("Bundle.entry[1].resource");
        decided.Verdict.Should().Be(Verdict.Permit);
    }

    [Fact]
    public void A_Bundle_of_which_all_may_be_shown_is_as_it_was()
    {
        var bundle = Resource(Bundle($"{Entry(Observation())},{Entry(Observation())}", "document"));

        Session([Row]).Decide(bundle, Elsewhere, PersonConsents.None).Shown.Should().Be(bundle);
    }

    [Fact]
    public void Under_a_projection_what_stands_beside_resources_is_not_shown_either()
    {
        var row = Row with { Projection = "custody-actionable" };

        Judge(Parameters($$"""{"name":"a","valueString":"{{Marked}}"}"""), row).Text().Should().NotContain(Marked);
        Judge(Bundle($$"""{"fullUrl":"urn:x","extension":[{"url":"urn:x","valueString":"{{Marked}}"}],"resource":{{Observation()}} }"""), row).Text().Should().NotContain(Marked);
    }

    [Fact]
    public void A_row_about_some_types_is_not_passed_by_what_they_contain()
    {
        var row = Row with { Types = ["Observation"] };

        Judge(Observation(), row).Verdict.Should().Be(Verdict.Permit);
        Judge(Observation(more: """ "contained":[{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"}}],"hasMember":[{"reference":"#c"}] """), row).Verdict.Should().Be(Verdict.Deny);
    }

    [Theory]
    [InlineData("HIV", "1d")]
    [InlineData("PSY", "5")]
    public void An_element_that_could_not_pass_by_itself_is_not_shown(string label, string step)
    {
        var resource = Observation(more: $$"""
            "note":[{"text":"open"},{"extension":[{"url":"http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label","valueCoding":{{Label(label)}} }],"text":"{{Marked}}"}]
            """);

        var decided = Judge(resource, consents: Given(Consent($$"""{"type":"permit","provision":[{"type":"deny","securityLabel":[{{Label("PSY")}}]}]}""")));

        decided.Text().Should().NotContain(Marked);
        decided.Reasons.Should().Contain(r => r.Step == step);
        decided.Labels.Rank.Should().Be(Confidentiality.Normal);
    }

    private static string Bundle(string entries, string type = "collection") => $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{entries}}]}""";

    private static string Entry(string resource) => $$"""{"fullUrl":"urn:{{(resource.Contains(Marked, StringComparison.Ordinal) ? "hidden" : "open")}}","resource":{{resource}} }""";

    private static string Parameters(string parameter) => $$"""{"resourceType":"Parameters","parameter":[{{parameter}}]}""";
}
