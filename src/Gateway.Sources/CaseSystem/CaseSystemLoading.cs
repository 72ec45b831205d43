using Gateway.Mapping.Compilation;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>Makes the case system of its options.</summary>
internal static class CaseSystemLoading
{
    public static (IResourceSource? Source, SourceConnection? Connection) Load(SourceLoading loading)
    {
        var kinds = CaseKind.All.Select(kind => Kind(kind, loading)).OfType<LoadedCaseKind>().ToArray();
        if (loading.Connection() is not { } connection || !kinds.Any(k => k.Kind == CaseKind.Persons))
            return default;
        var profile = loading.Profile(kinds.SelectMany(k => k.Types), Systems.CasePerson, Systems.NhsNumber, Systems.Pnc) with
        {
            // Persons are never listed: other kinds make Patients too, and a list of everybody is nobody's to ask for.
            Lists = kinds.Where(k => k.Kind != CaseKind.Persons).SelectMany(k => k.Types).Where(t => t != "Patient").ToHashSet(),
            Takes = kinds.Where(k => k.Back is not null).SelectMany(k => k.Types).ToHashSet(),
            HasFeed = true,
            Locate = (system, value) => kinds.FirstOrDefault(k => k.Kind.Ids.Contains(system)) is { } kind && Locators.IsFit($"{kind.Kind.Letter}{value}") ? $"{kind.Kind.Letter}{value}" : null,
        };
        return (new CaseSystemSource(profile, kinds, connection, loading.Options.CaseSystem), connection);
    }

    private static LoadedCaseKind? Kind(CaseKind kind, SourceLoading loading)
    {
        var records = loading.Records(kind.ToFhir, RecordName.Field($"{kind.Letter}", "id"));
        var back = loading.Map(kind.FromFhir);
        return records is null || back is null ? null : new LoadedCaseKind(kind, records, back, loading.Catalog);
    }
}
