using System.Globalization;
using Gateway.Access.Policies;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.CheckDigits;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Access.Labels;

/// <summary>Reads the rules of labels: <c>sources.json</c> has the floors of sources and the code systems that are not loaded, each other file one set of codes with what follows from them.</summary>
internal sealed class LabelFiles(TerminologySet terminology, List<string> faults)
{
    public const string Sources = "sources.json";
    private readonly HashSet<string> _notLoaded = new(StringComparer.Ordinal);
    private readonly List<SourceFloor> _floors = [];
    private readonly List<LabelRule> _sets = [];
    private IReadOnlyList<string> _withoutFloor = [];

    public LabelRules Read(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        if (files.FirstOrDefault(f => f.Name == Sources) is { Content: not null } sources)
            OfSources(PolicyPart.Open($"labels/{Sources}", sources.Content, faults));
        else
            faults.Add($"labels/{Sources}: it is missing.");
        foreach (var (name, content) in files.Where(f => f.Name != Sources))
            if (PolicyPart.Open($"labels/{name}", content, faults) is { } set)
                _sets.Add(OfSet(set));
        faults.AddRange(_sets.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Skip(1).Any()).Select(g => $"labels: {g.Key} is there {g.Count()} times."));
        if (_sets.Count > LabelRules.Most)
            faults.Add($"labels: there are {_sets.Count} sets; {LabelRules.Most} is the most.");
        return new LabelRules(_sets.Take(LabelRules.Most).ToList(), _floors.DistinctBy(f => f.Kind).ToList(), _withoutFloor);
    }

    private void OfSources(PolicyPart? file)
    {
        if (file is null)
            return;
        foreach (var system in file.Parts("systems"))
        {
            _notLoaded.Add(CodeSystems.Canonical(system.Text("url"), ""));
            system.Text("title");
            system.Close();
        }

        foreach (var floor in file.Parts("floors"))
        {
            var kind = floor.Text("kind");
            if (_floors.Exists(f => f.Kind == kind))
                floor.Fault($"the kind {kind} has a floor already.");
            _floors.Add(new SourceFloor(kind, LabelsOf(floor)));
            floor.Text("why");
            floor.Close();
        }

        _withoutFloor = file.Texts("without");
        file.Close();
    }

    private LabelRule OfSet(PolicyPart file)
    {
        var (codes, systems) = (new List<Coded>(), new List<string>());
        file.Text("title");
        foreach (var part in file.Parts("codes"))
            OfSystem(part, codes);
        foreach (var system in file.Texts("systems").Where(s => IsKnown(s, file)))
            systems.Add(CodeSystems.Canonical(system, ""));
        foreach (var valueSet in file.Texts("valueSets"))
            OfValueSet(valueSet, file, codes);
        var medicines = file.Texts("medicines");
        foreach (var medicine in medicines.Where(m => m.Length is < 4 or > 32 || m.Any(c => c is < 'a' or > 'z')))
            file.Fault($"medicines: {medicine} is not one word of 4 to 32 small letters.");
        var rule = new LabelRule
        {
            Name = file.Text("name"),
            Labels = LabelsOf(file),
            Basis = BasisOf(file.Part("basis")),
            Codes = [.. codes.Distinct()],
            Systems = systems,
            Medicines = medicines,
        };
        file.Close();
        return rule;
    }

    private LabelSet LabelsOf(PolicyPart part)
    {
        var sensitivities = part.Texts("sensitivities").Select(s => SensitivityWords.Read(s, terminology, part)).OfType<Coded>();
        var rank = part.Text("confidentiality");
        if (ConfidentialityCodes.Of(new Coded(CodeSystems.Confidentiality, rank)) is null && rank.Length > 0)
            part.Fault($"confidentiality: {rank} is none of U, L, M, N, R, V.");
        return LabelSet.Of(sensitivities.Append(new Coded(CodeSystems.Confidentiality, rank)));
    }

    private static LabelBasis BasisOf(PolicyPart? part)
    {
        if (part is null)
            return new LabelBasis([], [], "", default);
        var (law, guidance) = (part.Texts("law"), part.Texts("guidance"));
        if (law.Count + guidance.Count == 0)
            part.Fault("neither law nor guidance is named.");
        var review = part.Text("review");
        if (!DateOnly.TryParseExact(review, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && review.Length > 0)
            part.Fault("review: a date is needed.");
        var basis = new LabelBasis(law, guidance, part.Text("owner"), date);
        part.Close();
        return basis;
    }

    private void OfSystem(PolicyPart part, List<Coded> codes)
    {
        var url = part.Text("system");
        part.Optional("seen");
        var isKnown = url.Length > 0 && IsKnown(url, part);
        var system = isKnown ? terminology.FindSystem(url) : null;
        foreach (var concept in part.Parts("concepts"))
        {
            var code = concept.Text("code");
            concept.Text("display");
            if (isKnown && code.Length > 0 && IsCode(url, code, concept))
                codes.Add(Coded.Of(url, code));
            concept.Close();
        }

        foreach (var code in part.Texts("below"))
            if (system?.IndexOf(code) is >= 0 and var index && system.IsHierarchyIsA)
                codes.AddRange(system.Descendants(index).Select(i => Coded.Of(url, system.Concepts[i].Code)));
            else
                part.Fault($"below: what lies below {code} is known only where {url} is loaded and has it.");
        part.Close();
    }

    private bool IsKnown(string system, PolicyPart part)
    {
        if (terminology.FindSystem(system) is not null || _notLoaded.Contains(CodeSystems.Canonical(system, "")))
            return true;
        part.Fault($"the code system {system} is not known.");
        return false;
    }

    private bool IsCode(string url, string code, PolicyPart concept)
    {
        var isWrong = CodeSystems.Canonical(url, "") == CodeSystems.Snomed ? !SnomedIdentifier.IsConcept(code)
            : terminology.FindSystem(url) is { IsComplete: true } system && system.Find(code) is null;
        if (isWrong)
            concept.Fault($"{code} is no code of {url}.");
        return !isWrong;
    }

    private void OfValueSet(string canonical, PolicyPart file, List<Coded> codes)
    {
        var expansion = terminology.Expand(canonical);
        if (expansion.State == ExpansionState.Expanded && !expansion.IsUnclosed)
            codes.AddRange(expansion.Concepts.Select(c => Coded.Of(c.System, c.Code)));
        else
            file.Fault($"valueSets: {canonical} {(expansion.State == ExpansionState.UnknownValueSet ? "is not known" : "cannot be listed in full")}.");
    }
}
