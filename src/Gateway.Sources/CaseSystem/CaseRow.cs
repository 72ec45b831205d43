using Gateway.Mapping.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>A record of the case system that was read and is not yet mapped.</summary>
/// <param name="Reading">What reading it gave.</param>
/// <param name="Id">Its number.</param>
/// <param name="Person">The number of the person that it is about.</param>
internal sealed record CaseRow(RecordReading Reading, string? Id, string? Person)
{
    public static CaseRow Of(LoadedCaseKind kind, RecordReading reading)
    {
        if (!reading.IsRead)
            return new CaseRow(reading, null, null);
        var id = reading.Root.ChildText("id");
        return new CaseRow(reading, id, kind.Kind == CaseKind.Persons ? id : kind.Kind.HasPerson ? reading.Root.ChildText("personId") : null);
    }
}
