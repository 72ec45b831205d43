using Microsoft.Extensions.Options;

namespace Gateway.Hosting.Surface;

/// <summary>Checks each setting by the rule that stands beside it.</summary>
[OptionsValidator]
internal sealed partial class SurfaceRules : IValidateOptions<SurfaceOptions>;
