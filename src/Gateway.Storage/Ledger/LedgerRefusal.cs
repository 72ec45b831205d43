namespace Gateway.Storage.Ledger;

/// <summary>Why the ledger refuses a change; the small closed set that endpoints turn into outcomes.</summary>
public enum LedgerRefusal
{
    /// <summary>There is no such resource.</summary>
    NotFound,

    /// <summary>The resource was deleted.</summary>
    Gone,

    /// <summary>The version is not the current one (If-Match).</summary>
    Stale,

    /// <summary>What a condition finds is no longer what it found when it was looked at.</summary>
    Overtaken,

    /// <summary>A resource with that id is there already.</summary>
    Exists,

    /// <summary>A condition finds more than one resource.</summary>
    Ambiguous,

    /// <summary>A key was used before with another content.</summary>
    KeyReused,

    /// <summary>A request with that key is being done right now.</summary>
    InProgress,

    /// <summary>The resource is over the size limit.</summary>
    TooLarge,

    /// <summary>The id is none (http://hl7.org/fhir/R4/datatypes.html#id).</summary>
    InvalidId,
}
