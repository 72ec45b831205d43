using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Storage.Ledger;

/// <summary>One change of a resource (http://hl7.org/fhir/R4/http.html).</summary>
public abstract record ResourceChange
{
    /// <summary>The name by which other entries of a transaction refer to it: a <c>urn:uuid:</c>, or null.</summary>
    public string? FullUrl { get; init; }

    /// <summary>What a condition found when it was looked at; null where nothing hangs on one.</summary>
    public ConditionPremise? Premise { get; init; }
}

/// <summary>A create. With a condition (If-None-Exist) a resource that meets it is left as it is, and nothing is created.</summary>
public sealed record CreateChange(Element Resource, SearchQuery? IfNoneExist = null) : ResourceChange
{
    /// <summary>The id that was given out for it; null for a new one.</summary>
    public string? Id { get; init; }
}

/// <summary>An update of the resource that has the element's id, which it creates when there is none. With a version (If-Match) only of that version; 0 where nothing was ever there.</summary>
public sealed record UpdateChange(Element Resource, int? IfMatch = null) : ResourceChange
{
    /// <summary>How its history tells of it: PUT or PATCH.</summary>
    public string Method { get; init; } = "PUT";
}

/// <summary>An update of the only resource that meets a condition; none creates one, several are refused.</summary>
public sealed record ConditionalUpdateChange(Element Resource, SearchQuery Condition, int? IfMatch = null) : ResourceChange;

/// <summary>A delete; one that is gone already is deleted again without effect.</summary>
public sealed record DeleteChange(string Type, string Id, int? IfMatch = null) : ResourceChange;

/// <summary>A delete of what meets a condition: the only one, or where that is allowed, all.</summary>
public sealed record ConditionalDeleteChange(SearchQuery Condition, bool IsForMany = false) : ResourceChange;
