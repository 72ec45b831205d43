namespace Gateway.Security.Tokens;

/// <summary>A system that takes part in the demo.</summary>
/// <param name="ClientId">Its name, also of the file that its token is written to.</param>
/// <param name="Subject">Who uses it.</param>
/// <param name="Organization">Its organisation's code.</param>
/// <param name="Recipient">What kind of recipient it is, in the words of <see cref="CallerKinds"/>.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Purposes">What it may ask for.</param>
internal sealed record DemoClient(string ClientId, string Subject, string Organization, string Recipient, IReadOnlyList<string> Scopes, IReadOnlyList<string> Purposes);
