using Gateway.Access.Policies;

namespace Gateway.Access.Tests.Policies;

/// <summary>The policies of both areas as they are in the repository.</summary>
public sealed class AreaPolicyTests
{
    public static TheoryData<string> Areas => Repository.Areas;

    [Theory]
    [MemberData(nameof(Areas))]
    public void No_row_is_there_in_vain_and_nothing_is_labelled_that_nobody_may_see(string area)
    {
        var (access, origins) = Repository.Area(area);

        new PolicyLint(Repository.Policies(area), origins, access.Holders, Repository.Terminology).Findings().Should().BeEmpty();
    }

    [Fact]
    public void Both_areas_hold_the_same_rows_for_the_same_kinds_of_recipients() =>
        Repository.Policies("essex").Rows.Select(r => (r.Id, r.Recipient)).Should().BeEquivalentTo(Repository.Policies("avon-and-somerset").Rows.Select(r => (r.Id, r.Recipient)));

    [Theory]
    [InlineData("custody-officer")]
    [InlineData("custody-healthcare")]
    [InlineData("liaison-and-diversion")]
    [InlineData("street-triage")]
    [InlineData("trust-clinician")]
    [InlineData("amhp")]
    [InlineData("community-worker")]
    [InlineData("case-worker")]
    [InlineData("court")]
    [InlineData("court-report-writer")]
    [InlineData("probation")]
    [InlineData("commissioner")]
    [InlineData("data-subject")]
    [InlineData("system")]
    [InlineData("record-keeper")]
    [InlineData("administrator")]
    public void There_is_a_row_with_its_legal_ground_for(string recipient) => Repository.Policies("essex").Rows.Where(r => r.Recipient == recipient).Should().NotBeEmpty()
        .And.OnlyContain(r => r.Ground!.Articles.Count > 0 && r.Ground.Statutes.Count > 0 && r.Ground.Confidence.Length > 0);

    [Fact]
    public void Commissioners_see_numbers_alone_and_administrators_no_record_of_care()
    {
        string[] care = ["Patient", "Observation", "Condition", "MedicationStatement", "Encounter", "Task", "ServiceRequest", "QuestionnaireResponse", "Consent", "Flag"];

        // Of Tasks, those alone that are about access in an emergency.
        Repository.Policies("essex").Rows.Where(r => (r.Recipient is "commissioner" or "administrator") && r.Projection != "emergency-review").Should().NotContain(r => r.Types.Count == 0 || r.Types.Intersect(care).Any());
    }

    [Fact]
    public void What_the_law_excludes_from_sharing_only_the_person_sees() =>
        Repository.Policies("essex").Rows.Where(r => new[] { "gender-recognition", "termination", "assisted-conception" }.Any(s => r.Allows(Labels.LabelSet.Of([new Coded(CodeSystems.Sensitivity, s)]))))
            .Select(r => r.Recipient).Distinct().Should().BeSubsetOf(["data-subject", "administrator"]);

    [Fact]
    public void The_version_changes_with_whom_an_agreement_is_between()
    {
        var access = Repository.Area("essex").Access;
        var other = access with { Agreements = [.. access.Agreements.Skip(1), access.Agreements[0] with { Recipients = ["52"] }] };

        var versions = new[] { access, access, other }.Select(a => AccessPolicies.Load(Repository.Profiles, a, Repository.Terminology).Version).ToList();

        versions[0].Should().MatchRegex("^[0-9a-f]{16}$").And.Be(versions[1]).And.NotBe(versions[2]);
    }
}
