using Gateway.Sources.Http;

namespace Gateway.Sources.CaseSystem;

/// <summary>The records of one kind that a question found, over all its pages.</summary>
internal sealed class CaseListing(LoadedCaseKind kind)
{
    public LoadedCaseKind Kind => kind;

    public List<CaseRow> Rows { get; } = [];

    /// <summary>What kept it from being whole; null when it is.</summary>
    public SourceReply? Failure { get; set; }

    public DateTimeOffset? AsOf { get; set; }

    public bool IsCut { get; set; }
}
