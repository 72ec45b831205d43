using Microsoft.Extensions.Options;

namespace Gateway.Security;

/// <summary>Checks the ranges that <see cref="SecurityOptions"/> says.</summary>
[OptionsValidator]
internal sealed partial class SecurityRules : IValidateOptions<SecurityOptions>;
