using System.Text;
using Gateway.Access.Labels;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>A rule of a Consent: what it says is ANDed across its elements and ORed within one; an element that is absent is no condition.</summary>
public sealed record Provision
{
    /// <summary>Where it stands: <c>Consent.provision.provision[1]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it says of what it matches; null where it does not say so.</summary>
    public Effect? Effect { get; init; }

    public DateValue? Period { get; init; }

    public IReadOnlyList<ProvisionActor> Actors { get; init; } = [];

    public IReadOnlyList<Coded> Actions { get; init; } = [];

    public IReadOnlyList<Coded> SecurityLabels
    {
        get;
        init
        {
            field = value;
            var ranks = value.Select(ConfidentialityCodes.Of).Where(r => r is not null).ToList();
            (LowestRank, HighestRank) = (ranks.Min(), ranks.Max());
            AreLabelsKnown = value.All(l => CodeSystems.IsKnown(l.System));
        }
    } = [];

    /// <summary>The lowest confidentiality among the labels; null where there is none.</summary>
    internal Confidentiality? LowestRank { get; private init; }

    internal Confidentiality? HighestRank { get; private init; }

    internal bool AreLabelsKnown { get; private init; }

    public IReadOnlyList<Coded> Purposes { get; init; } = [];

    public IReadOnlyList<Coded> Classes { get; init; } = [];

    public IReadOnlyList<Coded> Codes
    {
        get;
        init
        {
            field = value;
            CodesUtf8 = [.. value.Select(c => Encoding.UTF8.GetBytes(c.Code))];
        }
    } = [];

    internal IReadOnlyList<byte[]> CodesUtf8 { get; private init; } = [];

    public DateValue? DataPeriod { get; init; }

    public IReadOnlyList<ProvisionData> Data { get; init; } = [];

    /// <summary>True when it says something that is not understood here: a modifier extension, a concept in words alone, a period that cannot be read.</summary>
    public bool HasUnknown { get; init; }

    public IReadOnlyList<Provision> Children { get; init; } = [];

    /// <summary>True when it says anything besides its type, its period and its children.</summary>
    public bool HasConditions => HasUnknown || Actors.Count > 0 || Actions.Count > 0 || SecurityLabels.Count > 0 || Purposes.Count > 0 || Classes.Count > 0 || Codes.Count > 0 || DataPeriod is not null || Data.Count > 0;
}
