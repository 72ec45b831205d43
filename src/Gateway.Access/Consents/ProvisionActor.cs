namespace Gateway.Access.Consents;

/// <summary>Whom a rule is about. Only who receives data is compared with who asks for it.</summary>
public sealed record ProvisionActor(PartyReference Party, bool IsRecipient);
