namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>Logic with a third value: what is unknown stays unknown unless the rest decides.</summary>
internal static class Kleene
{
    public static Membership And(Membership left, Membership right) =>
        left == Membership.No || right == Membership.No ? Membership.No
        : left == Membership.Yes && right == Membership.Yes ? Membership.Yes : Membership.Unknown;

    public static Membership Or(Membership left, Membership right) =>
        left == Membership.Yes || right == Membership.Yes ? Membership.Yes
        : left == Membership.No && right == Membership.No ? Membership.No : Membership.Unknown;

    public static Membership Not(Membership value) => value switch
    {
        Membership.Yes => Membership.No,
        Membership.No => Membership.Yes,
        _ => Membership.Unknown,
    };
}
