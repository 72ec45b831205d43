namespace Gateway.Access;

/// <summary>Kleene's logic: what is unknown decides nothing that the rest decides.</summary>
internal static class Truths
{
    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;

    /// <summary>The truth of any of them; false for none.</summary>
    public static Truth Any(IEnumerable<Truth> truths) => truths.Aggregate(Truth.False, Or);

    public static Truth Of(bool isTrue) => isTrue ? Truth.True : Truth.False;

    /// <summary>What a rule makes of it: in doubt a refusal refuses, and a permission does not permit.</summary>
    public static bool For(this Truth truth, Effect effect) => truth == Truth.True || (truth == Truth.Unknown && effect == Effect.Deny);
}
