namespace Gateway.Disclosures.Audit;

/// <summary>A request as the audit trail tells of it.</summary>
internal sealed record AuditedRequest
{
    /// <summary>The interaction in the words of http://hl7.org/fhir/restful-interaction: read, search-type, update…</summary>
    public required string Interaction { get; init; }

    /// <summary>The method and address as they came, with the query; of a posted search the form stands in place of the query.</summary>
    public required string Query { get; init; }

    /// <summary>The address of the caller's side of the connection.</summary>
    public required string Network { get; init; }

    /// <summary>The X-Request-Id of the caller, or the one that the gateway gave.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for by its address: <c>Type/id</c>; null for a search.</summary>
    public string? Address { get; init; }

    /// <summary>The purpose of use, <c>system|code</c>.</summary>
    public string? Purpose { get; init; }

    /// <summary>The legal basis that the request named, or the emergency grant; null for none.</summary>
    public string? Basis { get; init; }

    /// <summary>True when the caller was given nothing.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Why it was refused, in a word; null where that is the decision's to tell.</summary>
    public string? Why { get; init; }
}
