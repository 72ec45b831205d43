using Gateway.Access.Labels;
using Gateway.Access.Redaction;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Policies;

/// <summary>Reads the rows of policies, each file those of one kind of recipient, before an area says between whom they hold.</summary>
internal sealed class PolicyFiles(TerminologySet terminology, ProjectionSet projections, List<string> faults)
{
    // An emergency is one of care (v3-ActReason).
    private static readonly string[] s_care = ["TREAT", "ETREAT", "CAREMGT"];

    public IReadOnlyDictionary<string, PolicyRow> Read(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var rows = new Dictionary<string, PolicyRow>(StringComparer.Ordinal);
        foreach (var (name, content) in files)
        {
            if (PolicyPart.Open($"policies/{name}", content, faults) is not { } file)
                continue;
            file.Text("title");
            var recipient = file.Text("recipient");
            foreach (var part in file.Parts("rows"))
                if (Row(part, recipient) is { Id.Length: > 0 } row && !rows.TryAdd(row.Id, row))
                    part.Fault($"a row {row.Id} is there already.");
            file.Close();
        }

        return rows;
    }

    private PolicyRow Row(PolicyPart part, string recipient)
    {
        var row = new PolicyRow
        {
            Id = part.Text("id"),
            Recipient = recipient,
            Purpose = Purpose(part),
            Types = part.Texts("types"),
            Implicit = part.Text("implicit") == "permit" ? Effect.Permit : Effect.Deny,
            Ceiling = Rank(part, "ceiling", part.Text("ceiling")) ?? Confidentiality.Unrestricted,
            Sensitivities = part.Flag("allSensitivities") ? AllSensitivities(part) : [.. part.Texts("sensitivities").Select(s => SensitivityWords.Read(s, terminology, part)).OfType<Coded>()],
            Projection = part.Text("projection"),
            Ground = Ground(part.Part("ground")),
            NeedsBasis = part.Flag("needsBasis"),
            BasisCeiling = part.Optional("basisCeiling") is { } basis ? Rank(part, "basisCeiling", basis) : null,
            Facts = part.Texts("facts"),
            BreakGlass = part.Optional("breakGlass") is { } rank ? Rank(part, "breakGlass", rank) : null,
        };
        part.Optional("why");
        Check(row, part);
        part.Close();
        return row;
    }

    private void Check(PolicyRow row, PolicyPart part)
    {
        if (part.Optional("implicit") is { } verdict && verdict is not ("permit" or "deny"))
            part.Fault("implicit: permit or deny is needed.");
        if (row.Projection is { Length: > 0 } projection && projections.Find(projection) is null)
            part.Fault($"there is no projection {projection}.");
        foreach (var type in row.Types.Where(t => DefinitionSet.R4.FindType(t) is not { IsResource: true }))
            part.Fault($"types: {type} is no type of resource.");
        if (row.BreakGlass > row.Ceiling)
            part.Fault("breakGlass: it is above the ceiling, which an emergency does not lift.");
        if (row.BreakGlass is not null && row.Purpose is { } purpose && !(purpose.System == CodeSystems.ActReason && s_care.Contains(purpose.Code)))
            part.Fault($"breakGlass: {purpose.Code} is no purpose of care.");
        if (row.BasisCeiling is not null && !row.NeedsBasis)
            part.Fault("basisCeiling: it is for rows that need a basis.");
        if (row.BasisCeiling > row.Ceiling)
            part.Fault("basisCeiling: it is above the ceiling, which a basis does not lift.");
    }

    private Coded? Purpose(PolicyPart part)
    {
        var word = part.Text("purpose");
        var purpose = PurposeWords.Read(word, terminology);
        if (purpose is null && word.Length > 0)
            part.Fault($"{word} is no purpose that is known.");
        return purpose;
    }

    private static List<Coded>? AllSensitivities(PolicyPart part)
    {
        if (part.Has("sensitivities"))
            part.Fault("sensitivities: all are allowed already.");
        return null;
    }

    private static Confidentiality? Rank(PolicyPart part, string name, string text)
    {
        if (ConfidentialityCodes.Of(new Coded(CodeSystems.Confidentiality, text)) is { } rank)
            return rank;
        if (text.Length > 0)
            part.Fault($"{name}: {text} is none of U, L, M, N, R, V.");
        return null;
    }

    private static LegalGround Ground(PolicyPart? part)
    {
        if (part is null)
            return new LegalGround([], [], "");
        var ground = new LegalGround(part.Texts("articles"), part.Texts("statutes"), part.Text("confidence"));
        if (ground.Articles.Count == 0)
            part.Fault("articles: there is none.");
        part.Close();
        return ground;
    }
}
