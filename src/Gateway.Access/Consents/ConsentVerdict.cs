using Gateway.Access.Decisions;
using Gateway.Access.Labels;

namespace Gateway.Access.Consents;

/// <summary>What one consent says of a resource: refusals before permissions, permissions only as far as they reach.</summary>
internal ref struct ConsentVerdict(ConsentRules consent, AskedOf asked)
{
    private Provision? _refusal;
    private Provision? _permission;
    private Coverage _covered;

    /// <param name="consent">The consent, which is in force and the patient's.</param>
    /// <param name="resource">What is asked for.</param>
    /// <param name="labels">The labels of what is asked for.</param>
    /// <param name="reasons">Takes the rules that decided; null where nobody asks for them.</param>
    public static Verdict Of(AskedConsent consent, ResourceFacts resource, LabelSet labels, List<Reason>? reasons) =>
        new ConsentVerdict(consent.Rules, new AskedOf(resource, labels, consent.Rules.IsPcf)).Of(consent.Root, reasons);

    private Verdict Of(AskedProvision root, List<Reason>? reasons)
    {
        if (consent.Base is not { } @base)
            return Said(reasons, Verdict.Deny, null, consent.Fault ?? "");
        var isRoot = root.Applies(@base, asked);
        Collect(root, @base, isRoot);
        if (_refusal is not null)
            return Said(reasons, Verdict.Deny, _refusal, "refuses");
        if (isRoot && @base == Effect.Permit)
            Permitted(root.Provision);
        if (_permission is not null)
            return _covered.IsWhole(asked.Labels) ? Said(reasons, Verdict.Permit, _permission, "permits") : Said(reasons, Verdict.Deny, null, "its permissions do not cover all that is sensitive");
        return isRoot ? Said(reasons, Verdict.Deny, consent.Root, "refuses") : Verdict.None;
    }

    // An exception holds where what it is an exception from does; a refusal below a refusal holds by itself; a permission below a permission only where the profile says that it adds to it.
    private void Collect(AskedProvision parent, Effect effect, bool isParent)
    {
        foreach (var child in parent.Children)
        {
            var own = child.Provision.Effect!.Value;
            var isCounted = own != effect ? isParent : own == Effect.Deny || asked.IsPcf;
            var isChild = isCounted && child.Applies(own, asked);
            if (isChild && own == Effect.Deny)
                _refusal ??= child.Provision;
            else if (isChild)
                Permitted(child.Provision);
            Collect(child, own, isChild);
        }
    }

    private void Permitted(Provision permission)
    {
        _permission ??= permission;
        _covered = _covered.With(Coverage.Of(permission, asked.Labels));
    }

    private readonly Verdict Said(List<Reason>? reasons, Verdict verdict, Provision? rule, string text)
    {
        reasons?.Add(new Reason("5", rule is null ? consent.Address : $"{consent.Address}#{rule.Path}", text));
        return verdict;
    }
}
