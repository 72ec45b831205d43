using Gateway.Access.Decisions;
using Gateway.Access.Directories;

namespace Gateway.Access.Consents;

/// <summary>A consent with what its rules say of one request.</summary>
/// <param name="Rules">The consent.</param>
/// <param name="Patients">All addresses of its person, where the caller of the kernel knows them.</param>
/// <param name="Root">Its root rule.</param>
internal sealed record AskedConsent(ConsentRules Rules, IReadOnlySet<string>? Patients, AskedProvision Root)
{
    /// <summary>False where a number that nobody has verified says whose it is.</summary>
    public bool IsTheirs { get; init; } = true;

    public static AskedConsent Of(ConsentRules rules, IReadOnlySet<string>? patients, AccessRequest request, CallerParties caller) => new(rules, patients, new AskedProvision(rules.Root, request, caller));

    /// <summary>Whether it is in force when the request is made.</summary>
    public static bool IsInForce(ConsentRules rules, long time) =>
        rules.IsInForce && (rules.Given is null || rules.Given.Low <= time) && (rules.Root.Period is not { } period || (period.Low <= time && time <= period.High));

    /// <summary>Whether it is the consent of that patient, who is named by an address or as <c>system|value</c>.</summary>
    public bool IsOf(string patient, PartyDirectory directory) => Rules.IsOfAll || (Patients?.Contains(patient) ?? false)
        || (Rules.Patient is { } named && (named.Address == patient || (named.Number is { } number && ($"{number.System}|{number.Code}" == patient || directory.Find(new PartyReference(null, number))?.Address == patient))));
}
