using System.Globalization;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>A change of the ledger of which is known what it is made to.</summary>
/// <param name="Requested">What was asked for.</param>
/// <param name="Id">The id of the resource, which is new for a create.</param>
internal sealed record LocatedChange(RequestedChange Requested, string Id)
{
    /// <summary>What is there, all of which the caller sees; null where nothing is, or where it was deleted.</summary>
    public RecordResource? Before { get; init; }

    /// <summary>The version that is there, a deletion's too; 0 where nothing was ever there.</summary>
    public int Version { get; init; }

    /// <summary>What the condition found by which it was located.</summary>
    public ConditionPremise? Premise { get; init; }

    /// <summary>What it becomes; none for a delete, and until it is known.</summary>
    public Element Content { get; init; }

    public string Type => Requested.Type;

    public string Address => $"{Type}/{Id}";

    /// <summary>True where nothing is there that it would change.</summary>
    public bool IsNew => Before is null;

    /// <summary>The same for the ledger: made to the version that was decided on, and to no other.</summary>
    public ResourceChange ToChange() => Requested switch
    {
        RequestedDelete => new DeleteChange(Type, Id, Version) { Premise = Premise },
        RequestedCreate => new CreateChange(Content) { Id = Id, Premise = Premise },
        _ => new UpdateChange(Content, Version) { Method = Requested is RequestedPatch ? "PATCH" : "PUT", Premise = Premise },
    };

    /// <summary>The versionId of what is there.</summary>
    public string? VersionId => Before is null ? null : Version.ToString(CultureInfo.InvariantCulture);
}
