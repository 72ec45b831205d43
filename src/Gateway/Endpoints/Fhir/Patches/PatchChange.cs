using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Patches;

namespace Gateway.Endpoints.Fhir.Patches;

/// <summary>A patch as a change: what it makes of what is there, without a narrative that would tell of it as it was.</summary>
internal static class PatchChange
{
    public static RequestedPatch Of(string type, ResourcePatch patch) => new(type, before =>
    {
        var patched = patch.Apply(before);
        if (patched.IsRead)
            patched = PatchedNarrative.Settle(before, patched.Root);
        return (patched.Root, patched.IsRead ? [] : patched.Faults);
    });
}
