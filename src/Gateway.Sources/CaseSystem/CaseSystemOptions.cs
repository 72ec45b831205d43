using System.ComponentModel.DataAnnotations;

namespace Gateway.Sources.CaseSystem;

/// <summary>How the case system is asked.</summary>
public sealed class CaseSystemOptions
{
    /// <summary>The records of one page.</summary>
    [Range(1, 200)]
    public int PageSize { get; set; } = 100;

    /// <summary>The persons whose numbers are remembered, so that a search need not wait for a look-up; each is looked up again all the same.</summary>
    [Range(0, 1000000)]
    public int RememberedPersons { get; set; } = 10000;
}
