import type { AuditAction } from '@almanac/data/contract';

/** Words of the exported audit log; the dashboard's own live with it. */
const english = {
  title: 'Audit log',
  about: 'About',
  at: 'When (UTC)',
  person: 'Person',
  action: 'Action',
  subject: 'What',
  details: 'Details',
  almanac: 'Almanac',
  whatLabel: 'What this is',
  what: 'Who did or saw what at {company}.',
  made: 'Made at (UTC)',
  filters: 'Filters',
  noFilters: 'none',
  from: 'from',
  to: 'to',
} as const;

export interface AuditWords {
  readonly texts: Record<keyof typeof english, string>;
  readonly actions: Record<AuditAction, string>;
}

export const auditWords: Record<'en' | 'zh', AuditWords> = {
  en: {
    texts: english,
    actions: {
      'session.signed_in': 'Signed in',
      'member.added': 'Added a member',
      'member.role_changed': 'Changed a role',
      'member.removed': 'Removed a member',
      'company.updated': 'Changed the company',
      'import.applied': 'Imported a file',
      'import.undone': 'Undid an import',
      'import.discarded': 'Discarded a file',
      'export.downloaded': 'Exported',
      'people.viewed': 'Viewed customers',
      'campaign.created': 'Created a campaign',
      'campaign.sent': 'Sent a campaign',
      'campaign.cancelled': 'Cancelled a campaign',
      'token.created': 'Created an API token',
      'token.revoked': 'Revoked an API token',
      'privacy.person_exported': "Exported a customer's data",
      'privacy.person_erased': 'Erased a customer',
      'privacy.settings_changed': 'Changed the privacy rules',
      'privacy.retention_applied': 'Deleted what was kept long enough',
    },
  },
  zh: {
    texts: {
      title: '审计日志',
      about: '说明',
      at: '时间 (UTC)',
      person: '人员',
      action: '操作',
      subject: '对象',
      details: '详情',
      almanac: 'Almanac',
      whatLabel: '内容',
      what: '谁在 {company} 做了或查看了什么。',
      made: '生成时间 (UTC)',
      filters: '筛选条件',
      noFilters: '无',
      from: '自',
      to: '至',
    },
    actions: {
      'session.signed_in': '登录',
      'member.added': '添加成员',
      'member.role_changed': '更改角色',
      'member.removed': '移除成员',
      'company.updated': '更改公司信息',
      'import.applied': '导入文件',
      'import.undone': '撤销导入',
      'import.discarded': '丢弃文件',
      'export.downloaded': '导出',
      'people.viewed': '查看客户',
      'campaign.created': '创建营销活动',
      'campaign.sent': '发送营销活动',
      'campaign.cancelled': '取消营销活动',
      'token.created': '创建 API 令牌',
      'token.revoked': '吊销 API 令牌',
      'privacy.person_exported': '导出客户的数据',
      'privacy.person_erased': '抹除客户',
      'privacy.settings_changed': '更改隐私规则',
      'privacy.retention_applied': '删除到期数据',
    },
  },
};
