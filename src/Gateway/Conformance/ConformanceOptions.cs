namespace Gateway.Conformance;

/// <summary>What is known of codes besides R4 and what the gateway carries, section <c>Terminology</c>.</summary>
internal sealed class ConformanceOptions
{
    public const string Section = "Terminology";

    /// <summary>Folders of profiles, value sets, code systems and ConceptMaps, such as UK Core's; what a later one has stands for the same URL before it.</summary>
    public IList<string> Folders { get; } = [];
}
