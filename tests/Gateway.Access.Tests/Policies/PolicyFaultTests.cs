using System.Text.Json.Nodes;
using Gateway.Access.Decisions;
using Gateway.Access.Policies;

namespace Gateway.Access.Tests.Policies;

/// <summary>Policies that are wrong, or cannot be meant.</summary>
public sealed class PolicyFaultTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"policies-{Path.GetRandomFileName()}");

    public PolicyFaultTests()
    {
        foreach (var folder in new[] { "labels", "policies", "projections" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Profiles, folder), "*.json"))
                File.Copy(file, Path.Combine(_folder, folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, string> Files => new()
    {
        { "labels/x.json", "{", "labels/x.json: " },
        { "labels/x.json", "[]", "an object is needed" },
        { "labels/x.json", Set(""" "name":"a","name":"b" """), "labels/x.json: " },
        { "labels/x.json", Set(""" "sensitivities":["XYZ"] """), "XYZ is no sensitivity that is known" },
        { "labels/x.json", Set(""" "sensitivities":["REDACT"] """), "REDACT is no sensitivity that is known" },
        { "labels/x.json", Set(""" "sensitivities":["urn:x|PSY"] """), "urn:x|PSY is no sensitivity that is known" },
        { "labels/x.json", Set(""" "confidentiality":"Q" """), "Q is none of U, L, M, N, R, V" },
        { "labels/x.json", Set(""" "codes":[{"system":"urn:x","concepts":[{"code":"1","display":"x"}]}] """), "the code system urn:x is not known" },
        { "labels/x.json", Set(""" "codes":[{"system":"http://snomed.info/sct","concepts":[{"code":"197480007","display":"x"}]}] """), "197480007 is no code" },
        { "labels/x.json", Set(""" "codes":[{"system":"https://health-justice.example/fhir/CodeSystem/outcome","concepts":[{"code":"nope","display":"x"}]}] """), "nope is no code" },
        { "labels/x.json", Set(""" "codes":[{"system":"http://snomed.info/sct","below":["74732009"]}] """), "what lies below 74732009" },
        { "labels/x.json", Set(""" "systems":["urn:x"] """), "the code system urn:x is not known" },
        { "labels/x.json", Set(""" "valueSets":["urn:x"] """), "urn:x is not known" },
        { "labels/x.json", Set(""" "medicines":["Two words"] """), "Two words is not one word" },
        { "labels/x.json", Set(""" "codez":[] """), "codez is not known here" },
        { "labels/x.json", Set(""" "basis":{"owner":"x","review":"soon"} """), "neither law nor guidance" },
        { "labels/x.json", Set(""" "basis":{"law":["x"],"owner":"x","review":"soon"} """), "review: a date is needed" },
        { "labels/x.json", Set(""" "name":"hiv" """), "hiv is there 2 times" },
        { "labels/sources.json", """{"floors":[{"kind":"a","confidentiality":"R","why":"x"},{"kind":"a","confidentiality":"R","why":"x"}]}""", "the kind a has a floor already" },
        { "policies/x.json", Row(""" "purpose":"fun" """), "fun is no purpose that is known" },
        { "policies/x.json", Row(""" "purpose":"urn:x|TREAT" """), "urn:x|TREAT is no purpose that is known" },
        { "policies/x.json", Row(""" "implicit":"maybe" """), "permit or deny is needed" },
        { "policies/x.json", Row(""" "implicit":null """), "implicit" },
        { "policies/x.json", Row(""" "ceiling":"R+" """), "R+ is none of U, L, M, N, R, V" },
        { "policies/x.json", Row(""" "types":["Observations"] """), "Observations is no type of resource" },
        { "policies/x.json", Row(""" "projection":"everything" """), "there is no projection everything" },
        { "policies/x.json", Row(""" "sensitivities":["PSI"] """), "PSI is no sensitivity that is known" },
        { "policies/x.json", Row(""" "allSensitivities":true,"sensitivities":["PSY"] """), "all are allowed already" },
        { "policies/x.json", Row(""" "breakGlass":"V" """), "breakGlass: it is above the ceiling" },
        { "policies/x.json", Row(""" "breakGlass":"R","purpose":"police-request" """), "police-request is no purpose of care" },
        { "policies/x.json", Row(""" "basisCeiling":"R" """), "it is for rows that need a basis" },
        { "policies/x.json", Row(""" "needsBasis":"yes" """), "true or false is needed" },
        { "policies/x.json", Row(""" "ground":{"confidence":"x"} """), "articles: there is none" },
        { "policies/x.json", Row(""" "id":"amhp-duty" """), "a row amhp-duty is there already" },
        { "policies/x.json", Row(""" "sensitivity":["PSY"] """), "sensitivity is not known here" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_faulty_file_is_refused_with_what_is_wrong(string file, string content, string fault)
    {
        File.WriteAllText(Path.Combine(_folder, file), content);

        Load().Should().Throw<PolicyFaultsException>().Which.Faults.Should().Contain(f => f.Contains(fault, StringComparison.Ordinal)).And.OnlyContain(f => f.StartsWith(file, StringComparison.Ordinal) || f.StartsWith("labels", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_of_all_files_and_agreements_are_told_at_once()
    {
        File.WriteAllText(Path.Combine(_folder, "labels", "a.json"), Set(""" "sensitivities":["XYZ"],"systems":["urn:x"] """));
        File.WriteAllText(Path.Combine(_folder, "labels", "b.json"), "{");
        File.WriteAllText(Path.Combine(_folder, "policies", "a.json"), Row(""" "purpose":"fun","types":["Nothing"] """));
        File.WriteAllText(Path.Combine(_folder, "projections", "a.json"), "{");
        var access = new AreaAccess { Agreements = [new AreaAgreement { Rows = ["nowhere"], Controllers = ["R1L"] }], Holders = [new AreaHolder { Recipient = "amhp", Purposes = ["fun"] }] };

        var faults = Load(access).Should().Throw<PolicyFaultsException>().Which.Faults;

        foreach (var part in new[] { "XYZ", "urn:x", "labels/b.json", "fun is no purpose", "Nothing is no type", "a.json", "no row nowhere", "recipients is missing", "holders: fun" })
            faults.Should().Contain(f => f.Contains(part, StringComparison.Ordinal), part);
    }

    [Theory]
    [InlineData("amhp-duty", "amhp-duty", "R1L", "R1L", true)]
    [InlineData("amhp-duty", "amhp-duty", "R1L", "42", false)]
    [InlineData("amhp-duty", "amhp-duty", "R1L", "*", false)]
    [InlineData("probation-requirement", "probation-directory", "R1L", "R1L", false)]
    [InlineData("probation-requirement", "probation-justice", "R1L", "R1L", true)]
    public void No_two_rows_hold_for_the_same(string one, string other, string controller, string otherController, bool isFault)
    {
        var load = Load(new AreaAccess
        {
            Agreements = [new AreaAgreement { Rows = [one], Controllers = [controller], Recipients = ["X"] }, new AreaAgreement { Rows = [other], Controllers = [otherController], Recipients = ["*"] }],
        });

        if (isFault)
            load.Should().Throw<PolicyFaultsException>().Which.Faults.Should().ContainSingle().Which.Should().Contain("hold for the same");
        else
            load.Should().NotThrow();
    }

    [Fact]
    public void A_floor_is_asked_for_where_there_is_none()
    {
        File.Delete(Path.Combine(_folder, "labels", "sources.json"));

        Load().Should().Throw<PolicyFaultsException>().Which.Faults.Should().Contain("labels/sources.json: it is missing.");
    }

    public static TheoryData<string, Func<AreaAccess, AreaAccess>, string, string> Unmeant => new()
    {
        { "an agreement is left out", a => a with { Agreements = [.. a.Agreements.Where(g => !g.Rows.Contains("amhp-duty"))] }, "not-agreed", "amhp-duty" },
        { "an agreement is with a controller of nothing", a => a with { Agreements = [.. a.Agreements.Select(g => g.Rows.Contains("amhp-duty") ? g with { Controllers = ["ZZ951"] } : g)] }, "never-matches", "amhp-duty" },
        { "a row does not reach a source's floor", a => a with { Agreements = [.. a.Agreements, new AreaAgreement { Rows = ["court-dates"], Controllers = ["42"], Recipients = ["ZZ950"] }] }, "purpose-not-held", "court-dates" },
        { "nobody holds the purpose", a => a with { Holders = [.. a.Holders.Where(h => h.Recipient != "probation")] }, "purpose-not-held", "probation-justice" },
        { "a purpose is held that no row is for", a => a with { Holders = [.. a.Holders, new AreaHolder { Recipient = "amhp", Organizations = ["ZZ951"], Purposes = ["commissioning"] }] }, "nothing-held-for", "amhp of ZZ951" },
        { "nobody may see a sensitivity", a => a with { Agreements = [.. a.Agreements.Where(g => !g.Rows.Contains("data-subject-report") && !g.Rows.Contains("administrator-operations") && !g.Rows.Contains("administrator-review"))] }, "nobody-may-see", "gender" },
    };

    [Theory]
    [MemberData(nameof(Unmeant))]
    public void Lint_finds_where(string what, Func<AreaAccess, AreaAccess> change, string kind, string subject)
    {
        var (access, origins) = Repository.Area("essex");
        var changed = change(access);

        new PolicyLint(AccessPolicies.Load(_folder, changed, Repository.Terminology), origins, changed.Holders, Repository.Terminology).Findings().Should().Contain(f => f.Kind == kind && f.Subject == subject, what);
    }

    [Theory]
    [InlineData("labels/x.json", "no-codes", "x")]
    [InlineData("policies/x.json", "not-agreed", "x")]
    public void Lint_finds_files_that_do_nothing(string file, string kind, string subject)
    {
        File.WriteAllText(Path.Combine(_folder, file), file.StartsWith("labels", StringComparison.Ordinal) ? Set(""" "name":"x" """) : Row(""" "id":"x" """));
        var (access, origins) = Repository.Area("essex");

        new PolicyLint(AccessPolicies.Load(_folder, access, Repository.Terminology), origins, access.Holders, Repository.Terminology).Findings().Should().ContainSingle().Which.Should().Match<PolicyFinding>(f => f.Kind == kind && f.Subject == subject);
    }

    [Fact]
    public void Lint_finds_a_row_below_the_floor_and_one_that_contradicts_itself()
    {
        File.WriteAllText(Path.Combine(_folder, "policies", "x.json"), Row(""" "id":"x","ceiling":"N","sensitivities":["PSY"] """));
        var (access, origins) = Repository.Area("essex");
        var changed = access with { Agreements = [.. access.Agreements, new AreaAgreement { Rows = ["x"], Controllers = ["42"], Recipients = ["R1L"] }] };

        new PolicyLint(AccessPolicies.Load(_folder, changed, Repository.Terminology), origins, [.. access.Holders, new AreaHolder { Recipient = "x", Organizations = ["R1L"], Purposes = ["TREAT"] }], Repository.Terminology)
            .Findings().Where(f => f.Subject == "x").Select(f => f.Kind).Should().Equal("never-matches", "never-matches");
    }

    private Action Load(AreaAccess? access = null) => () => AccessPolicies.Load(_folder, access ?? Repository.Area("essex").Access, Repository.Terminology);

    private static string Set(string more) => Merged("""
        {"name":"x","title":"x","sensitivities":["PSY"],"confidentiality":"R","basis":{"law":["x"],"owner":"x","review":"2027-01-01"}}
        """, more);

    private static string Row(string more)
    {
        var row = Merged("""{"id":"x","purpose":"TREAT","implicit":"permit","ceiling":"R","projection":"whole","ground":{"articles":["x"],"statutes":["x"],"confidence":"x"}}""", more);
        return $$"""{"recipient":"x","title":"x","rows":[{{row}}]}""";
    }

    // A name that is given twice stays so: the file itself is faulty then.
    private static string Merged(string usual, string more)
    {
        if (more.Split("\"name\"").Length > 2)
            return $"{{{more}}}";
        var merged = JsonNode.Parse(usual)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{more}}}")!.AsObject())
            merged[name] = value?.DeepClone();
        return merged.ToJsonString();
    }
}
