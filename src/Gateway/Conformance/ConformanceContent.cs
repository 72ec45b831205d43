using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Fhir.Validation.Questionnaires;

namespace Gateway.Conformance;

/// <summary>Profiles, value sets, code systems, questionnaires, operations and search parameters out of folders of files, for a validator and for whoever asks for them.</summary>
internal sealed class ConformanceContent
{
    private static readonly string[] s_extensions = [".json", ".xml"];
    private static readonly byte[][] s_kinds = ["StructureDefinition"u8.ToArray(), "ValueSet"u8.ToArray(), "CodeSystem"u8.ToArray(), "ConceptMap"u8.ToArray(), "Questionnaire"u8.ToArray(), "OperationDefinition"u8.ToArray(), "SearchParameter"u8.ToArray()];
    private static readonly HashSet<string> s_types = ["StructureDefinition", "ValueSet", "CodeSystem", "ConceptMap", "Questionnaire", "OperationDefinition", "SearchParameter"];
    private readonly List<Element> _resources = [];
    private ProfileSet? _profiles;
    private TerminologySet? _terminology;

    /// <summary>What kept files from being read.</summary>
    public List<(string File, Fault Fault)> Faults { get; } = [];

    /// <summary>All of them, as they were read.</summary>
    public IReadOnlyList<Element> Resources => _resources;

    /// <summary>What the gateway carries beside its program.</summary>
    public static ConformanceContent Carried() => new ConformanceContent().Add(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "profiles")));

    /// <summary>Takes the profiles, value sets and code systems in a folder and those under it; a later one of the same URL counts.</summary>
    public ConformanceContent Add(DirectoryInfo folder)
    {
        if (!folder.Exists)
            return this;
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => s_extensions.Contains(f.Extension.ToLowerInvariant())).OrderBy(f => f.FullName, StringComparer.Ordinal))
            Add(file);
        return this;
    }

    /// <summary>Everything that is wrong with the files, and with the profiles and codes in them.</summary>
    public IReadOnlyList<string> Check() => [.. Faults.Select(f => $"{f.File}:{f.Fault}"), .. Profiles().Check().Select(f => f.ToString()), .. Terminology().Check()];

    public ProfileSet Profiles() => _profiles ??= ProfileSet.R4.With(_resources);

    public TerminologySet Terminology() => _terminology ??= TerminologySet.R4.With(_resources);

    public QuestionnaireSet Questionnaires() => QuestionnaireSet.Of(_resources);

    private void Add(FileInfo file)
    {
        var bytes = File.ReadAllBytes(file.FullName);

        // A folder holds other things too, and not all of them FHIR: they are not looked at closer.
        if ((file.Extension == ".json" && bytes.AsSpan(0, Math.Min(bytes.Length, 4096)).IndexOf("\"resourceType\""u8) < 0) || !s_kinds.Any(k => bytes.AsSpan(0, Math.Min(bytes.Length, 4096)).IndexOf(k) >= 0))
            return;
        var read = FhirContent.Read(bytes, options: ReadOptions.Tolerant);
        if (!read.IsRead)
            Faults.AddRange(read.Faults.Select(f => (file.Name, f)));
        else if (s_types.Contains(read.Root.Type.Name))
            Add(read.Root);
    }

    private void Add(Element resource)
    {
        _resources.Add(resource);
        (_profiles, _terminology) = (null, null);
    }
}
