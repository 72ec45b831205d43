using Gateway.Access.Decisions;
using Gateway.Access.Labels;

namespace Gateway.Access.Consents;

/// <summary>What one consent says of a request: refusals before permissions, permissions only as far as they reach.</summary>
internal static class ConsentVerdict
{
    /// <param name="consent">The consent, which is in force and the patient's.</param>
    /// <param name="match">Compares rules with the request.</param>
    /// <param name="labels">The labels of what is asked for.</param>
    /// <param name="reasons">Takes the rules that decided.</param>
    public static Verdict Of(ConsentRules consent, ProvisionMatch match, LabelSet labels, List<string> reasons)
    {
        if (consent.Base is not { } @base)
            return Said(Verdict.Deny, $"{consent.Address}: {consent.Fault}");
        var applicable = new List<Provision>();
        var isRoot = match.Applies(consent.Root, @base, labels);
        Collect(consent.Root, @base, isRoot, consent.IsPcf, match, labels, applicable);
        if (applicable.FirstOrDefault(p => p.Effect == Effect.Deny) is { } refusal)
            return Said(Verdict.Deny, $"{consent.Address}#{refusal.Path}");
        List<Provision> permits = [.. applicable, .. isRoot && @base == Effect.Permit ? [consent.Root] : Array.Empty<Provision>()];
        if (permits.Count > 0)
        {
            var covered = permits.Select(p => ProvisionMatch.Covered(p, labels)).ToList();
            var isAll = covered.Any(c => c.All) || (labels.Sensitivities.Count > 0 && labels.Sensitivities.All(s => covered.Any(c => c.Sensitivities.Contains(s))));
            return Said(isAll ? Verdict.Permit : Verdict.Deny, isAll ? $"{consent.Address}#{permits[0].Path}" : $"{consent.Address}: its permissions do not cover all that is sensitive");
        }

        return isRoot ? Said(Verdict.Deny, $"{consent.Address}#{consent.Root.Path}") : Verdict.None;

        Verdict Said(Verdict verdict, string reason)
        {
            reasons.Add(reason);
            return verdict;
        }
    }

    // An exception holds where what it is an exception from does; a refusal below a refusal holds by itself; a permission below a permission only where the profile says that it adds to it.
    private static void Collect(Provision parent, Effect effect, bool isParent, bool isPcf, ProvisionMatch match, LabelSet labels, List<Provision> into)
    {
        foreach (var child in parent.Children)
        {
            var own = child.Effect!.Value;
            var isCounted = own != effect ? isParent : own == Effect.Deny || isPcf;
            var isChild = isCounted && match.Applies(child, own, labels);
            if (isChild)
                into.Add(child);
            Collect(child, own, isChild, isPcf, match, labels, into);
        }
    }
}
