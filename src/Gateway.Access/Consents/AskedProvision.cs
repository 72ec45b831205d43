using Gateway.Access.Decisions;
using Gateway.Access.Directories;

namespace Gateway.Access.Consents;

/// <summary>A rule with what its conditions say of one request.</summary>
internal sealed class AskedProvision(Provision provision, AccessRequest request, CallerParties caller)
{
    private readonly Truth _ofRequest = ProvisionMatch.OfRequest(provision, request, caller);

    public Provision Provision { get; } = provision;

    public AskedProvision[] Children { get; } = [.. provision.Children.Select(c => new AskedProvision(c, request, caller))];

    /// <summary>True when the rule applies to a resource: in doubt a refusal does, and a permission does not.</summary>
    public bool Applies(Effect effect, in AskedOf asked)
    {
        if (!_ofRequest.For(effect))
            return false;
        var match = _ofRequest.And(ProvisionMatch.OfResource(Provision, effect, asked.Resource, asked.IsPcf));
        if (effect == Effect.Deny)
            return match.And(ProvisionMatch.Forbids(Provision, asked.Labels)).For(effect);
        return match == Truth.True && Coverage.Of(Provision, asked.Labels).IsAny;
    }
}
