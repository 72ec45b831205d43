using Gateway.Fhir.Elements;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Trust;

/// <summary>What a search of one type found, over all its pages.</summary>
internal sealed class R4Listing
{
    public List<Element> Resources { get; } = [];

    /// <summary>What kept it from being whole; null when it is.</summary>
    public SourceReply? Failure { get; set; }

    /// <summary>The last answer that came.</summary>
    public SourceReply? Last { get; set; }

    public DateTimeOffset? AsOf { get; set; }

    public bool IsCut { get; set; }

    public void Tell(GatheredRecords into)
    {
        into.Age(AsOf);
        into.IsCut |= IsCut;
        if (Failure is { } failure)
            into.Lose(failure);
    }
}
