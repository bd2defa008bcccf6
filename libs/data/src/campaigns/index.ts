export { countCampaigns, findCampaign, findCampaignForUpdate, insertCampaign, listCampaigns, listWaitingCampaigns, setCampaignStatus, updateCampaign, type CampaignRow, type NewCampaign } from './campaigns';
export { countMembers, insertMembers, listMembers, type MemberRow, type NewMember } from './members';
export { findOwner, listOwners, listProductNames, listReachability, type Reachability } from './reach';
export { measureCampaign, type MeasuredGroup } from './measure';
